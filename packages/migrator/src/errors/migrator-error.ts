/** What a caller may branch on: `failed` → exit code 1, `usage` → 2, `found` (a check found something) → 3, `busy` → 4, `cancelled` (by a person) → 130. */
export type Outcome = 'failed' | 'usage' | 'found' | 'busy' | 'cancelled';

/** Plain data that belongs to a failure; printed as it is by `--json`. */
export type Facts = Readonly<Record<string, unknown>>;

/**
 * The one base of all failures of Braid. Every subclass sets a stable `code`; `facts` holds the data (slice, file, line, ids …)
 * and `hint` the exact command or edit that repairs it. Messages and facts never contain a secret.
 */
export abstract class MigratorError extends Error {
  abstract readonly code: string;
  readonly outcome: Outcome = 'failed';
  readonly facts: Facts;
  readonly hint: string | undefined;

  constructor(message: string, options: { facts?: Facts; hint?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.facts = options.facts ?? {};
    this.hint = options.hint;
  }

  /** The message for a screen with so many characters in a line; `message` itself unless a class can lay it out better. */
  textFor(_columns: number): string {
    return this.message;
  }

  /** The shape that `--json` prints for a failure. */
  toJSON(): { code: string; message: string; facts: Facts; hint: string | undefined } {
    return { code: this.code, message: this.message, facts: this.facts, hint: this.hint };
  }
}
