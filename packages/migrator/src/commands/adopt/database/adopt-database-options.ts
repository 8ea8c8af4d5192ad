import type { SplitBy } from '../../../adopt/database/split/group-tables.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import type { Workbench } from '../../shared/workbench.ts';
import type { AdoptBench, AdoptedFiles } from '../adopt-options.ts';

export interface AdoptExistingOptions {
  /** Of the baselines. */
  readonly message?: string | undefined;
  /** Write and record nothing; say what would be. */
  readonly check?: boolean | undefined;
  /** Write no files: they were written, and committed, before. */
  readonly databaseOnly?: boolean | undefined;
  /** Where there are no slices: how the database is split into some (default: by its schemas). */
  readonly by?: SplitBy | undefined;
  /** A file that says for each slice which tables it gets, instead of `by`. */
  readonly assign?: string | undefined;
}

export type AdoptExistingBench = AdoptBench &
  Pick<Workbench, 'documents' | 'effects' | 'liveCatalog' | 'project' | 'proofs' | 'withDraft'>;

/** A baseline. */
export interface BaselineRevision {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly message: string;
}

export interface AdoptExistingResult {
  readonly tool: 'database';
  readonly check: boolean;
  readonly files: {
    readonly state: AdoptedFiles['state'];
    readonly revisions: readonly BaselineRevision[];
    /** What the schemas declare and the database does not have; the next revision writes it. */
    readonly pending: readonly string[];
    /** The slices that were made, and all their files but for revisions; absent where the slices were there. */
    readonly slices?: readonly { readonly label: string; readonly folder: string; readonly tables: number }[];
    readonly made?: readonly string[];
    /** What is in the first revisions alone, for people: neither a schema nor `sql/` can say it. */
    readonly kept?: readonly string[];
    /** What is in no file, and in the database. */
    readonly unsaid?: readonly string[];
  };
  readonly database: {
    readonly target: DatabaseTarget;
    /** `differs`: it is not what the revisions build; nothing was recorded. */
    readonly state: 'stamped' | 'would-stamp' | 'nothing-to-stamp' | 'differs';
    readonly stamped: readonly string[];
    /** For people, `+` is in the database alone, `-` in the revisions alone. */
    readonly differences: readonly string[];
    /** What could not be compared, and why. */
    readonly notCompared: readonly string[];
  };
}
