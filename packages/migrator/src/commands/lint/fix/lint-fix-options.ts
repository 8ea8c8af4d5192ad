import type { EnvironmentAnswer } from '../../../ports/development/where-applied.ts';
import type { HookRun } from '../../../ports/workspace/post-write.ts';
import type { RevisionSummary } from '../../shared/revision-summary.ts';
import type { LintOptions, LintResult } from '../lint.ts';

/** Which revisions; see `LintOptions`. */
export type LintFixOptions = Pick<LintOptions, 'range' | 'base' | 'slice'>;

/** A finding that no fix takes away, and why. */
export interface LeftFinding {
  readonly rule: string;
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Of the statement in the file as it was. */
  readonly line: number;
  readonly why: string;
}

/** A revision that was written again, as one or several that do the same. */
export interface FixedAgain {
  readonly revision: string;
  readonly slice: string;
  /** As it was. */
  readonly file: string;
  /** Rules whose findings are gone. */
  readonly rules: readonly string[];
  /** The revisions that replace it, oldest first; the last one has its id. */
  readonly revisions: readonly RevisionSummary[];
  /** Tables without rows in the proof, and columns that are another in each run: what was compared in part only. */
  readonly unproven: readonly string[];
}

export interface LintFixResult {
  readonly fixed: readonly FixedAgain[];
  readonly left: readonly LeftFinding[];
  /** What the other environments of the configuration answered. */
  readonly environments: readonly EnvironmentAnswer[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
  /** What rules say of the same revisions now. */
  readonly lint: LintResult;
}
