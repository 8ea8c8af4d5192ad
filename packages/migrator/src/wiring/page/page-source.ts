import { dirname } from 'node:path';
import type { FileWatch, WatchedFolder } from '../../ports/page/watch-files.ts';
import type { OpenWorkbench } from '../open-workbench.ts';
import type { WorkbenchOptions } from '../workbench-options.ts';
import { LentBench } from './lent-bench.ts';
import { pageEnvironments } from './page-environments.ts';

/** How long one of Braid's statements may take on a database that is only read, in milliseconds. */
const LOOKS_MS = 5_000;

/** Work on a workbench that is provided for its duration. */
type Work<Result> = (bench: OpenWorkbench) => Promise<Result>;

/** The source of everything that a page shows, for as long as it is shown. */
export interface PageSource {
  /** Provides the files of the workspace, as they are now. */
  files<Result>(work: Work<Result>): Promise<Result>;
  /** The names of the databases: the chosen one, and, unless only that is asked for, those of all environments. */
  environments(onlyChosen?: boolean): Promise<readonly string[]>;
  /**
   * Provides one of them, by its name: on one connection that only reads, and to one at a time. Throws what names the
   * database when it cannot be used.
   */
  database<Result>(environment: string, work: Work<Result>): Promise<Result>;
  /** Provides a workbench for the ledgers of fleets: on connections of its own that only read, and to one at a time. */
  fleet<Result>(work: Work<Result>): Promise<Result>;
  /** Calls `onChange` whenever files may have changed; workbenches provided afterwards have read them again. */
  watch(onChange: () => void, onTrouble: (why: string) => void): Promise<FileWatch>;
  /** Closes the connections; they are opened again when they are needed. */
  closeDatabases(): Promise<void>;
  close(): Promise<void>;
}

/** Opens nothing before it is asked for. */
export function openPageSource(given: WorkbenchOptions): PageSource {
  // No questions are asked, and progress of scratch databases is not reported.
  const options: WorkbenchOptions = {
    ...{ ...given, confirmer: undefined, questioner: undefined, endsSoon: undefined },
    onEvent: () => {},
    looksMs: LOOKS_MS,
  };
  const files = new LentBench(options);
  const databases = new Map<string, Queued>();
  const fleets = new Queued(new LentBench(options));
  const renew = (): void => {
    files.renew();
    for (const { bench } of [fleets, ...databases.values()]) bench.renew();
  };
  const closeDatabases = async (): Promise<void> => {
    await Promise.all([fleets, ...databases.values()].map(({ bench }) => bench.close()));
  };
  const list = () => files.lend(async ({ configuration }) => pageEnvironments(configuration));

  return {
    files: (work) => files.lend(work),
    async environments(onlyChosen = false) {
      return (await list()).filter(({ isChosen }) => isChosen || !onlyChosen).map(({ name }) => name);
    },
    async database(environment, work) {
      let queued = databases.get(environment);
      if (queued === undefined) {
        const known = (await list()).find(({ name }) => name === environment);
        const named = known?.isChosen === true ? {} : { environment, url: undefined, embedded: undefined };
        queued = databases.get(environment) ?? new Queued(new LentBench({ ...options, ...named }));
        databases.set(environment, queued);
      }
      return await queued.next(work);
    },
    fleet: (work) => fleets.next(work),
    async watch(onChange, onTrouble) {
      const { watchFilesIn } = await import('../../adapters/watch/watch-files.ts');
      let watched: FileWatch | undefined;
      let isClosed = false;
      const begin = async (): Promise<void> => {
        const { root, folders } = await files.lend(async ({ workspace }) => ({
          root: workspace.root,
          folders: watchedFolders(workspace.slices),
        }));
        watched?.close();
        if (!isClosed) watched = watchFilesIn(root)(folders, changed, onTrouble);
      };
      const changed = (): void => {
        renew();
        onChange();
        // The slices may have changed; while the files cannot be read, the former slices are watched.
        begin().catch(() => undefined);
      };
      await begin();
      return {
        close() {
          isClosed = true;
          watched?.close();
        },
      };
    },
    closeDatabases,
    async close() {
      await closeDatabases();
      await files.close();
    },
  };
}

/** The folders whose files decide about slices, revisions and databases; folders below them are not watched. */
function watchedFolders(slices: OpenWorkbench['workspace']['slices']): readonly WatchedFolder[] {
  const settles = (name: string): boolean => name.startsWith('migrate.config.') || name.startsWith('.env');
  const folders = slices.flatMap(({ folder, migrations }) => [
    dirname(folder),
    folder,
    migrations,
    `${migrations}/snapshots`,
  ]);
  const others = [...new Set(folders)].filter((folder) => folder !== '.');
  return [{ folder: '.', counts: settles }, ...others.map((folder) => ({ folder }))];
}

/** One piece of work after the other: a connection takes one call at a time. */
class Queued {
  readonly bench: LentBench;
  #last: Promise<unknown> = Promise.resolve();

  constructor(bench: LentBench) {
    this.bench = bench;
  }

  next<Result>(work: Work<Result>): Promise<Result> {
    const next = this.#last.then(() => this.bench.lend(work));
    this.#last = next.catch(() => undefined);
    return next;
  }
}
