import type { Block } from '../../../lint/blocks/block.ts';
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
  /** `observed`: seen on a scratch database; `static`: read off the statement; `both`: and they agree. */
  readonly basis: 'static' | 'observed' | 'both';
  /** What it means in production; `null` where its size is not known, or it is not about a lock that lasts. */
  readonly block: Block | null;
  /** The beginning of the statement, without credentials; `null` where it is about a comment. */
  readonly statement: string | null;
}

/** A finding that a comment hides. */
export interface HiddenFinding extends LintFinding {
  /** As the comment says. */
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

/** The sizes of production that counted. */
export interface SizesUsed {
  /** As it was named. */
  readonly file: string;
  /** ISO 8601; `null`: it is not there. */
  readonly takenAt: string | null;
  /** Of the server that they are of. */
  readonly serverVersion: string | null;
  /** Why they may be wrong: that they are old, of another major version, not there. */
  readonly doubts: readonly string[];
  /** Tables, as `public.orders`, that are not in them: the levels of the rules count. */
  readonly unknown: readonly string[];
}

/** What was linted, and what came of it. */
export interface LintReport {
  /** Ids, in the order in which they would run. */
  readonly revisions: readonly string[];
  /** Statements that rules looked at. */
  readonly statements: number;
  readonly findings: readonly LintFinding[];
  readonly hidden: readonly HiddenFinding[];
  /** What rules say and the server did not do on a scratch database: the observation wins. */
  readonly refuted: readonly LintFinding[];
  /** What ran on scratch databases; `null`: nothing did. */
  readonly observed: ObservedRun | null;
  /** `null`: no file is named, and the levels of the rules count. */
  readonly sizes: SizesUsed | null;
  /** Revisions that are code: what they run is not known beforehand, so no rule looked at it. */
  readonly unread: readonly { readonly revision: string; readonly file: string }[];
}
