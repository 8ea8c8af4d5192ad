import type { StopSignal } from '../../execute/stop-signal.ts';
import type { Terminal } from './terminal.ts';

/** Ctrl-D, as a terminal in raw mode gives it. */
const END = '\u0004';

/**
 * Asks; `undefined` when a signal comes, the terminal is closed or Ctrl-D is pressed, before or meanwhile. `ask` gives
 * up when its signal is aborted.
 */
export async function whileOpen<Answer>(
  { input }: Terminal,
  stop: StopSignal,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  const abort = new AbortController();
  const giveUp = (): void => abort.abort();
  if (stop.level !== undefined || input.readableEnded || input.destroyed) return undefined;
  const hear = (typed: Buffer | string): void => {
    if (typed.includes(END)) giveUp();
  };
  const stopListening = stop.onRaise(giveUp);
  // Without this a closed input leaves nothing to wait for, and the process ends in silence, as if all were well.
  input.once('end', giveUp).once('close', giveUp).on('data', hear);
  try {
    return await ask(abort.signal);
  } finally {
    stopListening();
    input.off('end', giveUp).off('close', giveUp).off('data', hear);
  }
}
