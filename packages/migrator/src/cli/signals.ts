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

/**
 * Turns SIGINT and SIGTERM into a stop of the run: the first lets the statement under way end or be cancelled cleanly, the second
 * cancels at once. A command that runs nothing on a database just ends.
 */
export function listenForSignals(io: CliIo): SignalListener {
  const stop = createStopSignal();
  let exitCode: number | undefined;
  const handlers = Object.entries(SIGNAL_EXIT_CODES).map(([signal, code]) => {
    const handler = (): void => {
      exitCode = code;
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
      for (const off of handlers) off();
    },
  };
}
