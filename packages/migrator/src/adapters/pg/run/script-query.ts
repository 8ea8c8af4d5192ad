import type { Connection, Submittable } from 'pg';
import { type CopyConnection, type CopySource, feedCopy } from './feed-copy.ts';

/** The answers to a message of several statements. Values are text as the server sent it. */
export interface ScriptAnswer {
  /** Statements that were answered, in order. */
  readonly completed: number;
  /** The rows of each answered statement. */
  readonly rows: readonly (readonly (readonly (string | null)[])[])[];
  /** Command tags: `INSERT 0 1`. */
  readonly tags: readonly string[];
  readonly error?: unknown;
  /** What the source of a COPY's data threw: the reason for `error`, which only says that the client gave up. */
  readonly thrown?: unknown;
}

export interface ScriptHandlers {
  /** Told of each statement (0-based) that was answered. */
  onStatement?(index: number): void;
  /** The data for a `COPY … FROM STDIN`; without them it fails. */
  copyData?(index: number): CopySource | undefined;
}

/**
 * Sends several statements in one simple-query message and hears of each as it ends. `pg`'s own query class tells only
 * of the whole, and after an error neither how far the server came nor what was answered before. Uses the extension
 * interface that pg-cursor uses.
 */
export class ScriptQuery implements Submittable {
  /** Settled once the server answered everything, or at the first error. Never rejects. */
  readonly answer: Promise<ScriptAnswer>;
  readonly text: string;
  readonly #handlers: ScriptHandlers;
  readonly #rows: (string | null)[][][] = [];
  readonly #tags: string[] = [];
  #open: (string | null)[][] = [];
  #feeding: Promise<{ readonly thrown: unknown } | undefined> | undefined;
  #hasEnded = false;
  #settle: (answer: ScriptAnswer) => void = () => {};

  constructor(text: string, handlers: ScriptHandlers = {}) {
    if (text.includes('\0')) throw new RangeError('SQL cannot contain NUL');
    this.text = text;
    this.#handlers = handlers;
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
    connection.query(this.text);
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

  /** Several COPYs may be in one message: the server continues with the next statement when their data end. */
  handleCopyInResponse(connection: CopyConnection): void {
    const source = this.#handlers.copyData?.(this.#tags.length);
    // The server turns this into an error of the statement.
    if (source === undefined) connection.sendCopyFail('this COPY has no data');
    else this.#feeding = feedCopy(connection, source, () => this.#hasEnded);
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
    this.#handlers.onStatement?.(this.#tags.length - 1);
  }

  #finish(error: unknown): void {
    this.#hasEnded = true;
    const answer = { completed: this.#tags.length, rows: this.#rows, tags: this.#tags };
    if (error === undefined) this.#settle(answer);
    else void this.#fail(answer, error);
  }

  /** Only a source that failed by itself is waited for: one that is still reading may take as long as it likes. */
  async #fail(answer: ScriptAnswer, error: unknown): Promise<void> {
    const failed = await Promise.race([this.#feeding, undefined]);
    this.#settle({ ...answer, error, ...(failed === undefined ? {} : { thrown: failed.thrown }) });
  }
}
