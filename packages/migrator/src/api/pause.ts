import { setTimeout } from 'node:timers/promises';
import { InterruptedError } from '../errors/run/interrupted-error.ts';

/** Waits `ms` milliseconds. Throws an `InterruptedError` when `signal` aborts meanwhile. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw new InterruptedError({ during: 'wait' });
  }
}
