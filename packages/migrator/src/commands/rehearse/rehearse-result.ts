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

/** Why a pass did not come to its end. What the server says of rows is left out. */
export interface RehearsalFailure {
  readonly pass: Pass;
  readonly code: ErrorCode;
  readonly revision: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly sqlState: string | null;
  /** In words without anything that a row holds. */
  readonly why: string;
}

/** What a rehearsal has found. Nothing in it is of a row. */
export interface RehearseResult {
  /** One of both is `null`. */
  readonly source: { readonly database: DatabaseTarget | null; readonly dump: string | null };
  /** `null` where nothing is pending: then nothing was copied. */
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
