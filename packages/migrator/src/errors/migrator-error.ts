import type { ErrorCode } from './error-code.ts';

/**
 * What a caller may branch on: `failed` → exit code 1, `usage` → 2, `found` (a check found something) → 3, `busy` → 4,
 * `backup` (a requested backup failed) → 5, `cancelled` (by the user) → 130.
 */
export type Outcome = 'failed' | 'usage' | 'found' | 'busy' | 'backup' | 'cancelled';

/**
 * Facts that mean the same in every failure that has them. A class has some of them or none, and its own facts.
 */
export type Facts = object & {
  readonly revision?: string;
  readonly slice?: string;
  /** Relative to the root of the workspace, with `/`. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly sqlState?: string;
};

/** The message that a class makes from its facts. `cause` is the underlying error. */
export interface Explanation {
  readonly message: string;
  /** The exact command or edit that repairs it. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The base of all failures of Braid. Each class has its own `code` and takes `F`, its facts: plain data (slice, file,
 * line, ids …) that `--json` prints as it is. Message and hint are made from the facts inside the class. None of them
 * ever contains a secret.
 */
export abstract class MigratorError<F extends Facts = Facts> extends Error {
  abstract readonly code: ErrorCode;
  readonly outcome: Outcome = 'failed';
  readonly facts: F;
  #hint: string | undefined;

  constructor(facts: F, { message, hint, cause }: Explanation) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.facts = facts;
    this.#hint = hint;
  }

  /** The exact command or edit that repairs it. */
  get hint(): string | undefined {
    return this.#hint;
  }

  /** Adds to the hint what only the caller knows, such as where the backup is. */
  alsoHint(more: string): void {
    this.#hint = this.#hint === undefined ? more : `${this.#hint}\n${more}`;
  }

  /** The shape that `--json` prints for a failure. */
  toJSON(): { code: ErrorCode; message: string; facts: F; hint: string | undefined } {
    return { code: this.code, message: this.message, facts: this.facts, hint: this.hint };
  }
}
