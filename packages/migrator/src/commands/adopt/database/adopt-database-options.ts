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
}

export type AdoptExistingBench = AdoptBench & Pick<Workbench, 'effects' | 'liveCatalog' | 'proofs'>;

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
