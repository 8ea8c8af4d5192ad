import { createStopSignal, type StopSignal } from '../execute/stop-signal.ts';
import type { CliIo } from './cli-io.ts';

/** The exit codes that shells give to programs ended by these signals. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export interface SignalListener {
  readonly stop: StopSignal;
  /** 130 or 143 once a signal came. */
  exitCode(): number | undefined;
  stopListening(): void;
}

/** How long a cancelled command may take to end, in milliseconds. */
const PATIENCE = 3000;

/**
 * Turns SIGINT and SIGTERM into a stop of the run: the first lets the current statement end or be cancelled cleanly,
 * the second cancels at once. What does not end by then (a third signal, or three seconds after the second) is ended:
 * the server rolls back what is open, and the lease runs out by itself.
 */
export function listenForSignals(io: CliIo): SignalListener {
  const stop = createStopSignal();
  let exitCode: number | undefined;
  let signals = 0;
  let patience: NodeJS.Timeout | undefined;
  const handlers = Object.entries(SIGNAL_EXIT_CODES).map(([signal, code]) => {
    const handler = (): void => {
      exitCode = code;
      signals += 1;
      if (signals > 2) process.exit(code);
      if (signals === 2) patience = setTimeout(() => process.exit(code), PATIENCE);
      if (io.stdout.isTTY) io.stderr.write('\n');
      stop.raise();
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return {
    stop,
    exitCode: () => exitCode,
    stopListening() {
      clearTimeout(patience);
      for (const off of handlers) off();
    },
  };
}
