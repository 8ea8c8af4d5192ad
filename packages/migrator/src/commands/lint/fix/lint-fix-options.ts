import type { EnvironmentAnswer } from '../../../ports/development/where-applied.ts';
import type { HookRun } from '../../../ports/workspace/post-write.ts';
import type { RevisionSummary } from '../../shared/revision-summary.ts';
import type { LintOptions, LintResult } from '../lint.ts';

/** The revisions to fix; see `LintOptions`. */
export type LintFixOptions = Pick<LintOptions, 'range' | 'base' | 'slice'>;

/** A finding that no fix removes, and why. */
export interface LeftFinding {
  readonly rule: string;
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** The line of the statement in the old file. */
  readonly line: number;
  readonly why: string;
}

/** A rewritten revision: one or several that do the same. */
export interface FixedAgain {
  readonly revision: string;
  readonly slice: string;
  /** The old revision. */
  readonly file: string;
  /** The rules whose findings are gone. */
  readonly rules: readonly string[];
  /** The revisions that replace it, oldest first; the last one has its id. */
  readonly revisions: readonly RevisionSummary[];
  /** What could only be compared in part: tables without rows in the proof, and columns that differ from run to run. */
  readonly unproven: readonly string[];
}

export interface LintFixResult {
  readonly fixed: readonly FixedAgain[];
  readonly left: readonly LeftFinding[];
  /** The answers of the other environments of the configuration. */
  readonly environments: readonly EnvironmentAnswer[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
  /** The lint report of the same revisions now. */
  readonly lint: LintResult;
}
