import { InterruptedError } from '../../errors/run/execute-errors.ts';
import type { RunRequest } from '../run-request.ts';

/** The error for a run that a signal stopped between two revisions. */
export function interrupted(facts: Readonly<Record<string, unknown>>, done: number, of: number): InterruptedError {
  return new InterruptedError(
    `Stopped by a signal after ${done} of ${of} revisions; what is committed is recorded, nothing is half-done`,
    {
      facts,
      hint: 'Run the same command again: it goes on from there.',
    },
  );
}

/** Ends early when a signal comes. */
export async function pauseUntilStopped(
  request: Pick<RunRequest, 'pause' | 'stop'>,
  milliseconds: number,
): Promise<void> {
  if (request.stop.level !== undefined) return;
  if (request.pause !== undefined) return request.pause(milliseconds);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, milliseconds);
    const stopListening = request.stop.onRaise(end);
    function end(): void {
      clearTimeout(timer);
      stopListening();
      resolve();
    }
  });
}
