import type { RemovedStatement } from '../../adopt/foreign-history.ts';
import type { LedgerProblem } from '../../adopt/foreign-ledger.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { Workbench } from '../shared/workbench.ts';

/** Tools whose histories can be adopted. */
export const ADOPTABLE = ['drizzle', 'alembic', 'prisma', 'flyway'] as const;

export interface AdoptOptions {
  readonly tool: (typeof ADOPTABLE)[number];
  /** The folder of the migrations, relative to that of the command; default: what the tool's configuration says. */
  readonly path?: string | undefined;
  readonly slice?: string | undefined;
  /** The message of the one revision. */
  readonly message?: string | undefined;
  /** Write and record nothing; report what would happen. */
  readonly check?: boolean | undefined;
  /** A revision for each migration, instead of one for all. */
  readonly keepHistory?: boolean | undefined;
  /** Use no database. */
  readonly filesOnly?: boolean | undefined;
  /** Write no files, because they exist and are committed. */
  readonly databaseOnly?: boolean | undefined;
  /** `schema.table`; default: what the configuration says, otherwise the tool's own default. */
  readonly ledger?: string | undefined;
  /** Keys of migrations that count as applied with their current files, and of ledger rows to ignore. */
  readonly accept?: readonly string[] | undefined;
  /** Alembic: a folder with the output of `alembic upgrade --sql` and `alembic downgrade --sql`. */
  readonly sqlDir?: string | undefined;
  /** Alembic: the command that prints it. It runs the project's code. */
  readonly alembicCommand?: string | undefined;
}

export type AdoptBench = Pick<
  Workbench,
  | 'workspace'
  | 'graph'
  | 'files'
  | 'differ'
  | 'parser'
  | 'questioner'
  | 'prover'
  | 'proofs'
  | 'settings'
  | 'ambient'
  | 'runner'
  | 'database'
  | 'safety'
  | 'readLedger'
  | 'foreignFiles'
  | 'runProgram'
  | 'postWrite'
>;

/** A revision made from a part of the foreign history. */
export interface AdoptedRevision {
  readonly revision: string;
  readonly file: string;
  readonly message: string;
  /** Keys of its migrations, in order. */
  readonly stands: readonly string[];
}

/** Parts of the project's SQL that were left out. */
export interface RemovedFromFile extends RemovedStatement {
  readonly file: string;
}

export interface AdoptedFiles {
  /** `written`: now. `would-write`: with `--check`. `there`: by an earlier run; they were compared with the history. */
  readonly state: 'written' | 'would-write' | 'there';
  readonly revisions: readonly AdoptedRevision[];
  readonly removed: readonly RemovedFromFile[];
  /** Parts that only the other tool can run, a sentence each: write them by hand. */
  readonly stubs: readonly string[];
  /**
   * Files that are (or would be) written to `sql/`: extensions, types and functions that the schema uses and only the
   * SQL of the history makes.
   */
  readonly made: readonly string[];
  /** Differences of the schema from what the history builds; the next revision writes them. */
  readonly pending: readonly string[];
  /** Tables, views, enums and sequences that the history builds and no slice declares. */
  readonly undeclared: readonly string[];
  readonly notes: readonly string[];
}

export interface AdoptedDatabase {
  readonly target: DatabaseTarget;
  /** `schema.table`. */
  readonly ledger: string;
  /**
   * `stamped`, `would-stamp`, or `nothing-to-stamp`: everything in the ledger is already recorded. `new`: an empty
   * database. `mismatch`: see the problems.
   */
  readonly state: 'stamped' | 'would-stamp' | 'nothing-to-stamp' | 'new' | 'mismatch';
  /** Ids that were (or would be) recorded as applied, parents first. */
  readonly stamped: readonly string[];
  /** Ids of revisions that the database does not have yet. */
  readonly pending: readonly string[];
  readonly problems: readonly LedgerProblem[];
}

export interface AdoptResult {
  readonly tool: string;
  readonly slice: string;
  /** Of the migrations. */
  readonly folder: string;
  readonly migrations: number;
  readonly check: boolean;
  readonly files: AdoptedFiles;
  /** `null`: no database was used (`--files-only`). */
  readonly database: AdoptedDatabase | null;
}
