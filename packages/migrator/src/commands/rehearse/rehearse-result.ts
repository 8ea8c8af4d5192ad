import type { ErrorCode } from '../../errors/error-code.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { CopyFacts } from '../../ports/rehearsal/rehearsals.ts';
import type { LongLock } from '../../rehearsal/long-locks.ts';
import type { ObservedStep } from '../../rehearsal/observed-step.ts';
import type { Projection } from '../../rehearsal/project-step.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';

/** Up, down again and up again; the last two with `back` only. */
export type Pass = 'up' | 'back' | 'up again';

export interface RehearsedStep extends ObservedStep {
  readonly message: string;
  /** `null` where all rows were copied. */
  readonly projected: Projection | null;
}

export interface RehearsedPass {
  readonly pass: Pass;
  /** Those that were committed, in order. */
  readonly steps: readonly RehearsedStep[];
  readonly durationMs: number;
}

/** Why a pass failed. What the server says about rows is left out. */
export interface RehearsalFailure {
  readonly pass: Pass;
  readonly code: ErrorCode;
  readonly revision: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly sqlState: string | null;
  /** In words, without any value of a row. */
  readonly why: string;
}

/** The result of a rehearsal. It contains no value of a row. */
export interface RehearseResult {
  /** One of the two is `null`. */
  readonly source: { readonly database: DatabaseTarget | null; readonly dump: string | null };
  /** `null` if nothing is pending: then nothing was copied. */
  readonly copy: CopyFacts | null;
  readonly pending: readonly RevisionSummary[];
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  readonly passes: readonly RehearsedPass[];
  readonly failure: RehearsalFailure | null;
  readonly maxLockMs: number | null;
  /** Locks that are held for longer than `maxLockMs`. */
  readonly longLocks: readonly (LongLock & { readonly pass: Pass })[];
  /** Nothing failed, and no lock was held for too long. */
  readonly passed: boolean;
}
