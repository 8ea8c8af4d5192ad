/** How many may run at the same time. */
export interface Bounds<Item> {
  readonly total: number;
  readonly perServer: number;
  serverOf(item: Item): string;
  /** Asked before each item; if false, running ones finish and no other begins. */
  mayBegin(): boolean;
  /** Keeps a server at fewer than `perServer`, where more bring nothing. */
  readonly pace?: BoundsPace | undefined;
}

export interface BoundsPace {
  of(server: string): Pace;
  /** In milliseconds, by a clock that never goes back. */
  now(): number;
}

export interface Pace {
  /** How many may run now. */
  readonly most: number;
  /** An item has ended, after which so many ran, with this one. */
  ended(at: number, running: number): void;
}

/**
 * Runs the work for each item within the bounds, taking the servers in turn. Resolves when all have finished, or when
 * no other may begin and the running ones have finished. An error of `work` ends it in the same way, and is then
 * thrown.
 */
export async function bounded<Item>(
  items: Iterable<Item>,
  bounds: Bounds<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const { pace } = bounds;
  const servers = new Map<string, Server<Item>>();
  for (const item of items) {
    const name = bounds.serverOf(item);
    const server = servers.get(name);
    if (server === undefined) {
      servers.set(name, { items: [item], next: 0, active: 0, isReady: true, pace: pace?.of(name) });
    } else server.items.push(item);
  }
  // Servers that have something to begin and may; in turn, so that none waits for another.
  const ready = new Queue(servers.values());
  const failures: unknown[] = [];
  let active = 0;

  const hasRoom = (server: Server<Item>): boolean =>
    server.active < Math.min(bounds.perServer, server.pace?.most ?? bounds.perServer);
  const queue = (server: Server<Item>): void => {
    if (server.isReady || server.next === server.items.length || !hasRoom(server)) return;
    server.isReady = true;
    ready.add(server);
  };
  const run = async (server: Server<Item>): Promise<void> => {
    const item = server.items[server.next];
    server.next += 1;
    server.active += 1;
    active += 1;
    queue(server);
    try {
      if (item !== undefined) await work(item);
    } catch (error) {
      failures.push(error);
    }
    if (pace !== undefined) server.pace?.ended(pace.now(), server.active);
    server.active -= 1;
    active -= 1;
    queue(server);
  };
  await new Promise<void>((resolve) => {
    const begin = (): void => {
      while (active < bounds.total && failures.length === 0 && bounds.mayBegin()) {
        const server = ready.take();
        if (server === undefined) break;
        server.isReady = false;
        // It may be fewer than when it was queued; then those that run queue it again.
        if (!hasRoom(server)) continue;
        void run(server).then(begin);
      }
      if (active === 0) resolve();
    };
    begin();
  });
  if (failures.length > 0) throw failures[0];
}

interface Server<Item> {
  readonly items: Item[];
  readonly pace: Pace | undefined;
  next: number;
  active: number;
  isReady: boolean;
}

/** First in, first out; taking one costs the same whatever their number. */
class Queue<T> {
  #items: T[];
  #next = 0;

  constructor(items: Iterable<T>) {
    this.#items = [...items];
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T | undefined {
    const item = this.#items[this.#next];
    if (item === undefined) {
      this.#items = [];
      this.#next = 0;
      return undefined;
    }
    this.#next += 1;
    return item;
  }
}
