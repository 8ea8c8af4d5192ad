import type { Connection } from 'pg';

/** The part of `pg`'s connection that its types leave out. */
export interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Text or bytes in UTF-8, in order. */
export type CopySource = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** How much of a piece is sent at once. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Sends the data of a COPY as fast as the server takes it, and their end; nothing more once `hasEnded` says that the
 * server gave up. What the source throws ends the COPY as failed, and is returned.
 */
export async function feedCopy(
  connection: CopyConnection,
  source: CopySource,
  hasEnded: () => boolean,
): Promise<{ readonly thrown: unknown } | undefined> {
  try {
    for await (const piece of source) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece);
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        if (hasEnded()) return undefined;
        connection.sendCopyFromChunk(bytes.subarray(at, at + CHUNK_BYTES));
        await drained(connection);
        // A source that waits for nothing must not keep the heartbeat from its turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (hasEnded()) return undefined;
    }
  } catch (thrown) {
    if (!hasEnded()) connection.sendCopyFail('the client gave up');
    return { thrown };
  }
  connection.endCopyFrom();
  return undefined;
}

/** Resolves when the socket takes more, or never will. */
function drained({ stream }: CopyConnection): Promise<void> | undefined {
  if (!stream.writableNeedDrain || stream.destroyed) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}
