import type { Found } from './found.ts';
import type { LintLevel } from './levels.ts';
import type { Subject } from './subject.ts';

/** An SQL text in which a rule finds something, and one with the same effect in which it finds nothing. */
export interface RuleExample {
  /** What the revisions below have made. */
  readonly given: string;
  readonly bad: string;
  readonly good: string;
  /** Of both sections, where it is not the usual: options of their markers. */
  readonly options?: string;
  /** The major version of the server, where it is not the oldest that is supported. */
  readonly postgres?: number;
}

/** One thing that a statement can do to a database in use. */
export interface LintRule {
  /** Names it in configuration, output and `lint:ignore`; never changed. */
  readonly name: string;
  readonly level: LintLevel;
  /** What it does to whom, for the documentation. */
  readonly harm: string;
  readonly instead: string;
  /** The first major version of PostgreSQL that does it, where not all that are supported do. */
  readonly since?: number;
  readonly example: RuleExample;
  find(subject: Subject): readonly Found[];
}
