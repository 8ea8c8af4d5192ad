import type { Connection, Submittable } from 'pg';

/** The answers to a message of several statements. Values are text as the server sent it. */
export interface ScriptAnswer {
  /** Statements that were answered, in order. */
  readonly completed: number;
  /** The rows of each answered statement. */
  readonly rows: readonly (readonly (readonly (string | null)[])[])[];
  /** Command tags: `INSERT 0 1`. */
  readonly tags: readonly string[];
  readonly error?: unknown;
}

/**
 * Sends several statements in one simple-query message and hears of each as it ends. `pg`'s own query class tells only
 * of the whole, and after an error neither how far the server came nor what was answered before. Uses the extension
 * interface that pg-cursor uses.
 */
export class ScriptQuery implements Submittable {
  /** Settled once the server answered everything, or at the first error. Never rejects. */
  readonly answer: Promise<ScriptAnswer>;
  readonly #text: string;
  readonly #onStatement: ((index: number) => void) | undefined;
  readonly #rows: (string | null)[][][] = [];
  readonly #tags: string[] = [];
  #open: (string | null)[][] = [];
  #settle: (answer: ScriptAnswer) => void = () => {};

  constructor(text: string, onStatement?: (index: number) => void) {
    if (text.includes('\0')) throw new RangeError('SQL cannot contain NUL');
    this.#text = text;
    this.#onStatement = onStatement;
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Statements that were answered so far. */
  get completed(): number {
    return this.#tags.length;
  }

  /** When it is its turn: whatever was asked before has been answered. */
  onSubmit: () => void = () => {};

  submit = (connection: Connection): void => {
    this.onSubmit();
    connection.query(this.#text);
  };

  handleRowDescription(): void {}

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.#open.push(message.fields);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#complete(message.text);
  }

  handleEmptyQuery(): void {
    this.#complete('');
  }

  handlePortalSuspended(): void {}

  /** Data for COPY cannot come from a revision file: the server turns this into an error of the statement. */
  handleCopyInResponse(connection: Connection & { sendCopyFail?(reason: string): void }): void {
    connection.sendCopyFail?.('a revision cannot feed COPY FROM STDIN; write INSERT statements instead');
  }

  handleCopyData(): void {}

  handleError(error: unknown): void {
    this.#finish(error);
  }

  handleReadyForQuery(): void {
    this.#finish(undefined);
  }

  #complete(tag: string): void {
    this.#rows.push(this.#open);
    this.#open = [];
    this.#tags.push(tag);
    this.#onStatement?.(this.#tags.length - 1);
  }

  #finish(error: unknown): void {
    const answer = { completed: this.#tags.length, rows: this.#rows, tags: this.#tags };
    this.#settle(error === undefined ? answer : { ...answer, error });
  }
}
