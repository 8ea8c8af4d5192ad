/** How many may run at the same time. */
export interface Bounds<Item> {
  readonly total: number;
  readonly perServer: number;
  serverOf(item: Item): string;
  /** Asked before each item; if false, running ones finish and no other begins. */
  mayBegin(): boolean;
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
  const servers = new Map<string, Server<Item>>();
  for (const item of items) {
    const name = bounds.serverOf(item);
    const server = servers.get(name);
    if (server === undefined) servers.set(name, { items: [item], next: 0, active: 0 });
    else server.items.push(item);
  }
  // Servers that have something to begin and may; in turn, so that none waits for another.
  const ready = new Queue(servers.values());
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    while (failures.length === 0 && bounds.mayBegin()) {
      const server = ready.take();
      if (server === undefined) return;
      const item = server.items[server.next];
      server.next += 1;
      server.active += 1;
      const isLeft = server.next < server.items.length;
      if (isLeft && server.active < bounds.perServer) ready.add(server);
      try {
        if (item !== undefined) await work(item);
      } catch (error) {
        failures.push(error);
      }
      // It was skipped while as many as allowed were running on it.
      if (server.next < server.items.length && server.active === bounds.perServer) ready.add(server);
      server.active -= 1;
    }
  };
  let lanes = 0;
  for (const { items: own } of servers.values()) lanes += Math.min(own.length, bounds.perServer);
  await Promise.all(Array.from({ length: Math.min(lanes, bounds.total) }, lane));
  if (failures.length > 0) throw failures[0];
}

interface Server<Item> {
  readonly items: Item[];
  next: number;
  active: number;
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
