import type { RunRequest } from './run-request.ts';

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
