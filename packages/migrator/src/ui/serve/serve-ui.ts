import { randomBytes } from 'node:crypto';
import { readPageAsset } from '../../wiring/page/page-assets.ts';
import { openPageSource } from '../../wiring/page/page-source.ts';
import type { WorkbenchOptions } from '../../wiring/workbench-options.ts';
import { ASSET_TYPES, type Asset, type Assets } from '../assets.ts';
import { FleetLooks } from '../pages/fleet-looks.ts';
import { PageLooks } from '../pages/page-looks.ts';
import { createPages } from '../pages/pages.ts';
import { ScratchWork } from '../pages/scratch-work.ts';
import { createApp } from './app.ts';
import { listen } from './listen.ts';
import { NewsRoom } from './news.ts';

export interface ServeUiOptions {
  readonly workbench: WorkbenchOptions;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Ends after this long without an open page, in milliseconds. */
  readonly idleMs: number;
  typed(command: string): string;
  /** Told of unexpected errors. */
  onFailure(error: unknown): void;
}

export interface UiServer {
  /** The address, with the token. */
  readonly url: string;
  /** Resolves after `idleMs` without an open page. */
  readonly idle: Promise<void>;
  close(why: string): Promise<void>;
}

/** The time between two reads of each database while a page is open, in milliseconds. */
const LOOK_EVERY = 700;

/**
 * How long connections are kept after the last page was closed, in milliseconds: a user who opens another view comes
 * back at once.
 */
const KEEP_CONNECTIONS = 15_000;

/** Serves the page until it is closed. Throws a `CannotListenError`, and errors of opening the workspace. */
export async function serveUi(options: ServeUiOptions): Promise<UiServer> {
  const { onFailure, host } = options;
  const source = openPageSource(options.workbench);
  const now = (): Date => new Date();
  const presence = watchPresence(options.idleMs, {
    begin: () => beginLooking(),
    rest() {
      fleets.forget();
      void source.closeDatabases().catch(onFailure);
    },
  });
  const news = new NewsRoom((count) => presence.count(count));
  const looks = new PageLooks(source, now, (environment) => news.tell({ kind: 'database', environment }));
  const fleets = new FleetLooks(source, now, (fleet) => news.tell({ kind: 'fleet', fleet }));
  const scratch = new ScratchWork(source);
  const look = (): void => {
    void looks.refresh().catch(onFailure);
    void fleets.refresh().catch(onFailure);
  };
  let looking: ReturnType<typeof setInterval> | undefined;
  const beginLooking = (): void => {
    looking ??= setInterval(() => (presence.isWatched() ? look() : undefined), LOOK_EVERY);
  };

  // A workspace that cannot be opened fails now, in the terminal.
  await source.files(async () => {});
  const watched = await source.watch(
    () => {
      looks.forget();
      scratch.forget();
      news.tell({ kind: 'files' });
      if (presence.isWatched()) look();
    },
    (why) => news.tell({ kind: 'trouble', why }),
  );
  const secret = (): string => randomBytes(32).toString('base64url');
  const [token, session] = [secret(), secret()];
  const pages = createPages({
    ...{ source, looks, fleets, scratch },
    typed: (command) => options.typed(command),
    told: () => news.told,
  });
  const server = await listen({
    host,
    port: options.port,
    app: (port) =>
      createApp({
        ...{ pages, assets: readAssets(), news, onFailure },
        guard: { token, session, port, hosts: host.includes(':') ? [`[${host}]`] : [host] },
      }),
    onRequest: () => presence.visited(),
  }).catch(async (error: unknown) => {
    watched.close();
    await source.close();
    throw error;
  });
  return {
    url: `${server.origin}/?token=${token}`,
    idle: presence.idle,
    async close(why) {
      news.tell({ kind: 'end', why });
      clearInterval(looking);
      presence.end();
      watched.close();
      await server.close();
      await source.close();
    },
  };
}

/** Read once: after an update of Braid, the new files would not fit these pages. */
function readAssets(): Assets {
  const files = new Map(
    Object.entries(ASSET_TYPES).map(([name, type]): readonly [string, Asset] => [
      name,
      { type, content: readPageAsset(name) },
    ]),
  );
  return { read: (name) => files.get(name) };
}

interface Presence {
  count(pages: number): void;
  visited(): void;
  isWatched(): boolean;
  readonly idle: Promise<void>;
  end(): void;
}

/** Whether a page is open: without one, databases are not asked, and after a while the server ends. */
function watchPresence(idleMs: number, { begin, rest }: { begin(): void; rest(): void }): Presence {
  let pages = 0;
  let isOver = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let ending: ReturnType<typeof setTimeout> | undefined;
  let goIdle: () => void = () => {};
  const idle = new Promise<void>((resolve) => {
    goIdle = resolve;
  });
  const settle = (): void => {
    clearTimeout(resting);
    clearTimeout(ending);
    // Pages that are told of the end go away after it: no timer may keep the process for them.
    if (pages > 0 || isOver) return;
    resting = setTimeout(rest, KEEP_CONNECTIONS);
    ending = setTimeout(goIdle, idleMs);
  };
  settle();
  return {
    idle,
    isWatched: () => pages > 0,
    count(open) {
      pages = open;
      if (open > 0) begin();
      settle();
    },
    visited: settle,
    end() {
      isOver = true;
      clearTimeout(resting);
      clearTimeout(ending);
    },
  };
}
