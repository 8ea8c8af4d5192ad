import type { LintLevel } from '../../../lint/rule/levels.ts';

/** What a rule found in a statement of a revision. */
export interface LintFinding {
  /** `index-not-concurrent`; `migrate lint` and docs/lint.md know it by this name. */
  readonly rule: string;
  readonly level: LintLevel;
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Line (1-based) of the statement. */
  readonly line: number;
  /** The relation or other thing that it is about; `null`: the statement. */
  readonly on: string | null;
  /** What happens, and to whom. */
  readonly message: string;
  readonly instead: string;
  /** The beginning of the statement, without credentials; `null` where it is about a comment. */
  readonly statement: string | null;
}

/** A finding that a comment hides. */
export interface HiddenFinding extends LintFinding {
  /** As the comment says. */
  readonly reason: string;
}

/** What was linted, and what came of it. */
export interface LintReport {
  /** Ids, in the order in which they would run. */
  readonly revisions: readonly string[];
  /** Statements that rules looked at. */
  readonly statements: number;
  readonly findings: readonly LintFinding[];
  readonly hidden: readonly HiddenFinding[];
  /** Revisions that are code: what they run is not known beforehand, so no rule looked at it. */
  readonly unread: readonly { readonly revision: string; readonly file: string }[];
}
