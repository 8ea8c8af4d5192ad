import type { Workbench } from '../../commands/shared/workbench.ts';
import type { BackupConfig, RevisionsConfig } from '../../config/file/migrate-config.ts';
import type { Configuration } from '../../config/open-configuration.ts';
import type { DatabaseLocation } from '../choose-location.ts';

/** Tools for commands that check, prove and write; everyday commands do not load their code (`tools/packs.mjs`). */
export const WORKSHOP_TOOLS = [
  'liveCatalog',
  'readLedger',
  'readHealth',
  'readStats',
  'withPartitions',
  'looks',
  'foreignFiles',
  'runProgram',
  'runSeedCode',
  'changes',
  'branches',
  'whereApplied',
  'withServerDatabases',
  'tablesWithRows',
  'rewriteFiles',
  'withRebuild',
  'devTools',
  'appliedDrafts',
  'packages',
  'proofs',
  'prover',
  'differ',
  'parser',
  'effects',
  'answers',
  'knownFiles',
  'editor',
  'backups',
  'rehearsals',
  'hookRunner',
  'postWrite',
  'project',
  'withDraft',
  'withStaged',
  'withWoven',
  'fleet',
] as const;

export type Workshop = Pick<Workbench, (typeof WORKSHOP_TOOLS)[number]>;

/** What a workshop is made of. */
export interface WorkshopParts {
  /** The rest of the workbench. */
  readonly bench: Omit<Workbench, keyof Workshop>;
  /** Where the command was given. */
  readonly cwd: string;
  /** The folder of the files to work on. */
  readonly root: string;
  /** Where `.braid` and the repository of git are: the workspace, of which `root` may be a copy. */
  readonly home: string;
  readonly sliceGlobs: readonly string[] | undefined;
  /** The real database. */
  location(): Promise<DatabaseLocation>;
  readonly configuration: Configuration;
  readonly shadowUrl: string | undefined;
  readonly revisions: RevisionsConfig;
  readonly backup: BackupConfig;
  readonly args: Readonly<Record<string, string>>;
  /** See `WorkbenchOptions.looksMs`. */
  readonly looksMs: number | undefined;
  /** The environment variables of the process, and the same with those of `.env` files. */
  readonly variables: { readonly own: Variables; readonly all: Variables };
}

type Variables = Readonly<Record<string, string | undefined>>;
