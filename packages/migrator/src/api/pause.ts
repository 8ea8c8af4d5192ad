import { setTimeout } from 'node:timers/promises';
import { InterruptedError } from '../errors/run/execute-errors.ts';

/** Waits `ms` milliseconds. Throws an `InterruptedError` when `signal` aborts meanwhile. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw new InterruptedError('Aborted while waiting', { hint: 'Nothing was changed; call it again when you like.' });
  }
}
