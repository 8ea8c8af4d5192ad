import { createStopSignal, type StopSignal } from '../../execute/stop-signal.ts';

/**
 * The runner's stop signal, raised once when `signal` aborts: statements end or are cancelled cleanly. `done` removes
 * the listener.
 */
export function stopOnAbort(signal: AbortSignal | undefined): { readonly stop: StopSignal; done(): void } {
  const stop = createStopSignal();
  const raise = () => stop.raise();
  if (signal?.aborted === true) raise();
  signal?.addEventListener('abort', raise, { once: true });
  return { stop, done: () => signal?.removeEventListener('abort', raise) };
}
