import type { Client, Connection, Submittable } from 'pg';
import type { StopSignal } from '../../../execute/stop-signal.ts';
import { ScriptQuery } from '../../pg/run/script-query.ts';

/** How much may wait between the source and the copy, in bytes. */
const MOST_WAITING = 1024 * 1024;

/** The rows of `COPY … TO STDOUT`, as they arrive; the server has to wait while too many are here. */
class CopyOut implements Submittable, AsyncIterable<Uint8Array> {
  readonly #text: string;
  readonly #chunks: Uint8Array[] = [];
  #waiting = 0;
  #connection: Connection | undefined;
  #end: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(text: string) {
    this.#text = text;
  }

  submit = (connection: Connection): void => {
    this.#connection = connection;
    connection.query(this.#text);
  };

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The driver reads the next message into the same memory.
    this.#chunks.push(Buffer.from(chunk));
    this.#waiting += chunk.length;
    if (this.#waiting > MOST_WAITING) this.#connection?.stream.pause();
    this.#wake();
  }

  handleError(error: unknown): void {
    this.end(error);
  }

  handleReadyForQuery(): void {
    this.end(undefined);
  }

  end(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        this.#waiting -= chunk.length;
        if (this.#waiting <= MOST_WAITING / 2) this.#connection?.stream.resume();
        yield chunk;
        continue;
      }
      if (this.#end !== undefined) {
        if (this.#end.error !== undefined) throw this.#end.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/**
 * Copies rows from one server to another without keeping them: `out` is a `COPY … TO STDOUT`, `into` a `COPY … FROM
 * STDIN`. Returns how many there were. Throws what either server reports; then both connections must be closed.
 */
export async function copyRows(
  source: Client,
  out: string,
  target: Client,
  into: string,
  stop: StopSignal,
): Promise<number> {
  const rows = new CopyOut(out);
  const sink = new ScriptQuery(into, { copyData: () => rows });
  const stopListening = stop.onRaise(() => rows.end(new Error('it was stopped by a signal')));
  source.query(rows);
  target.query(sink);
  try {
    const { error, thrown, tags } = await sink.answer;
    if (thrown !== undefined) throw thrown;
    if (error !== undefined) throw error;
    return Number(/\d+$/.exec(tags[0] ?? '')?.[0] ?? 0);
  } finally {
    stopListening();
  }
}
