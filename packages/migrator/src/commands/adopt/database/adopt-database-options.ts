import type { SplitBy } from '../../../adopt/database/split/group-tables.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import type { Workbench } from '../../shared/workbench.ts';
import type { AdoptBench, AdoptedFiles } from '../adopt-options.ts';

export interface AdoptExistingOptions {
  /** Of the baselines. */
  readonly message?: string | undefined;
  /** Write and record nothing; report what would happen. */
  readonly check?: boolean | undefined;
  /** Write no files, because they exist and are committed. */
  readonly databaseOnly?: boolean | undefined;
  /** If there are no slices: how to split the database into slices (default: by its schemas). */
  readonly by?: SplitBy | undefined;
  /** A file that lists the tables of each slice, instead of `by`. */
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
    /** What the schemas declare and the database does not have; the next revision creates it. */
    readonly pending: readonly string[];
    /** The new slices, and all their files except revisions; absent if the slices existed. */
    readonly slices?: readonly { readonly label: string; readonly folder: string; readonly tables: number }[];
    readonly made?: readonly string[];
    /** What is only in the first revisions, for people: neither a schema nor `sql/` can declare it. */
    readonly kept?: readonly string[];
    /** What is in the database and in no file. */
    readonly unsaid?: readonly string[];
  };
  readonly database: {
    readonly target: DatabaseTarget;
    /** `differs`: it differs from what the revisions build; nothing was recorded. */
    readonly state: 'stamped' | 'would-stamp' | 'nothing-to-stamp' | 'differs';
    readonly stamped: readonly string[];
    /** For people: `+` is only in the database, `-` only in the revisions. */
    readonly differences: readonly string[];
    /** What could not be compared, and why. */
    readonly notCompared: readonly string[];
  };
}
