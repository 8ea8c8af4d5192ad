import type { Mask } from '../../rehearsal/mask/mask.ts';
import type { ObservedStep } from '../../rehearsal/observed-step.ts';
import type { MigrationDatabase } from '../database/migration-database.ts';

export interface CopyRequest {
  /** A file of pg_dump; `null`: the database of the workbench. */
  readonly dump: string | null;
  /** How much of large tables is copied, in percent; `null`: all. */
  readonly percent: number | null;
  readonly masks: readonly Mask[];
}

/** A table of which not all rows were copied. */
export interface SampledTableFacts {
  readonly table: string;
  readonly copied: number;
  /** Of the source, as its statistics say. */
  readonly all: number;
}

/** What was copied, and to where. */
export interface CopyFacts {
  /** Major version and minor: `15.18`; of a dump, as the file says. */
  readonly sourceVersion: string;
  readonly server: {
    readonly kind: 'embedded' | 'shadow';
    readonly version: string;
  };
  readonly tables: number;
  readonly bytes: number;
  readonly durationMs: number;
  readonly sampled: readonly SampledTableFacts[];
  /** `public.customers.email`. */
  readonly masked: readonly string[];
  /** What the source has and the copy has not, in words. */
  readonly leftOut: readonly string[];
}

/** A copy that is dropped when the work on it ends. */
export interface RehearsalCopy {
  /** What runs on it is observed. */
  readonly database: MigrationDatabase;
  readonly facts: CopyFacts;
  /** What ran since this was last asked, in order; only what is committed. */
  takeSteps(): readonly ObservedStep[];
}

export interface Rehearsals {
  /**
   * Makes a copy, runs `work` on it and drops it, whatever happens; when the process is killed, the server of the copy,
   * or the next command that uses the scratch server, drops it. The source is only read. Throws `RehearsalCopyError`
   * and `RehearsalMaskError`.
   */
  withCopy<T>(request: CopyRequest, work: (copy: RehearsalCopy) => Promise<T>): Promise<T>;
}
