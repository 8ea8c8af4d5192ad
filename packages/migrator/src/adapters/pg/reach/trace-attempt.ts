import { channel } from 'node:diagnostics_channel';
import { TRACE_CHANNELS, type TracedAttempt } from '../../../ports/trace.ts';

/** Reports an attempt to connect. `clean` removes the passwords of the connection from a text. */
export async function traceAttempt<Result>(
  attempt: Pick<TracedAttempt, 'address' | 'handshake'>,
  clean: (text: string) => string,
  work: () => Promise<Result>,
): Promise<Result> {
  const attempts = channel(TRACE_CHANNELS.connection);
  if (!attempts.hasSubscribers) return await work();
  const begun = performance.now();
  const tell = (failed: object): void => {
    attempts.publish({ ...attempt, durationMs: performance.now() - begun, ...failed } satisfies TracedAttempt);
  };
  try {
    const result = await work();
    tell({});
    return result;
  } catch (error) {
    tell({ failure: clean(serverSaid(error)) });
    throw error;
  }
}

/** On one line, with the SQLSTATE where the server sent one. */
export function serverSaid(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? `${error.message} (${code})` : error.message;
}
