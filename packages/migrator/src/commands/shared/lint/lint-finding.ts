import type { Block } from '../../../lint/blocks/block.ts';
import type { LintLevel } from '../../../lint/rule/levels.ts';

/** A finding of a rule in a statement of a revision. */
export interface LintFinding {
  /** The name of the rule in `migrate lint` and docs/lint.md: `index-not-concurrent`. */
  readonly rule: string;
  readonly level: LintLevel;
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Line (1-based) of the statement. */
  readonly line: number;
  /** The relation or other object of the finding; `null`: the statement. */
  readonly on: string | null;
  /** What happens, and to whom. */
  readonly message: string;
  readonly instead: string;
  /** `observed`: seen on a scratch database; `static`: read off the statement; `both`: and they agree. */
  readonly basis: 'static' | 'observed' | 'both';
  /** What it means in production; `null` if the size is unknown, or if the finding is not about a lasting lock. */
  readonly block: Block | null;
  /** The beginning of the statement, without credentials; `null` if the finding is about a comment. */
  readonly statement: string | null;
}

/** A finding that a comment hides. */
export interface HiddenFinding extends LintFinding {
  /** The reason in the comment. */
  readonly reason: string;
}

/** The statements that ran on scratch databases. */
export interface ObservedRun {
  /** `18.4`. */
  readonly serverVersion: string;
  readonly statements: number;
  /** Statements that could not be observed, and why. */
  readonly unseen: readonly { readonly revision: string; readonly line: number; readonly why: string }[];
}

/** The sizes of production that were used. */
export interface SizesUsed {
  /** The file, as it was named. */
  readonly file: string;
  /** ISO 8601; `null`: the file does not exist. */
  readonly takenAt: string | null;
  /** The version of the server on which they were taken. */
  readonly serverVersion: string | null;
  /** Why they may be wrong: too old, of another major version, missing. */
  readonly doubts: readonly string[];
  /** Tables such as `public.orders` that are not in the file: for these, the levels of the rules apply. */
  readonly unknown: readonly string[];
}

/** What was linted, and the result. */
export interface LintReport {
  /** Ids, in running order. */
  readonly revisions: readonly string[];
  /** The number of statements that rules checked. */
  readonly statements: number;
  readonly findings: readonly LintFinding[];
  readonly hidden: readonly HiddenFinding[];
  /** Findings of rules that the server did not confirm on a scratch database: the observation wins. */
  readonly refuted: readonly LintFinding[];
  /** What ran on scratch databases; `null`: nothing. */
  readonly observed: ObservedRun | null;
  /** `null`: no file is named, and the levels of the rules apply. */
  readonly sizes: SizesUsed | null;
  /** Revisions that are code: what they do is only known when they run, so no rule checked it. */
  readonly unread: readonly { readonly revision: string; readonly file: string }[];
}
