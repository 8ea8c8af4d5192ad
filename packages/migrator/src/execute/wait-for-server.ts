import type { CannotConnectError, ConnectAttempt } from '../errors/database/cannot-connect-error.ts';
import {
  DatabaseConnectTimeoutError,
  DatabaseHostUnreachableError,
  DatabaseNotReadyError,
} from '../errors/database/connect-errors.ts';
import { InterruptedError } from '../errors/run/interrupted-error.ts';
import type { Ambient } from '../ports/ambient.ts';
import { pauseUntilStopped } from './pause-until-stopped.ts';
import type { RunnerListener } from './runner-event.ts';
import type { StopSignal } from './stop-signal.ts';

export interface ServerWait {
  /** How long, in milliseconds. */
  readonly limitMs: number;
  readonly target: string;
  readonly ambient: Pick<Ambient, 'now'>;
  readonly stop: StopSignal;
  readonly onEvent: RunnerListener;
  /** How to wait; tests pass one that does not. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 1_000;
/** It is said again so often, though nothing changed. */
const reminderMs = 10_000;

/**
 * Tries to connect until the server answers: a starting server refuses connections, has no name yet, or reports that it
 * is starting up. Any other failure is final, because waiting does not correct a password. Throws the last
 * `CannotConnectError` when the time is up, and `InterruptedError` on a signal.
 */
export async function waitForServer(reach: () => Promise<unknown>, wait: ServerWait): Promise<void> {
  const { limitMs, target, ambient, stop, onEvent } = wait;
  const began = ambient.now().getTime();
  let told: { why: string; at: number } | undefined;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (stop.level !== undefined) throw new InterruptedError({ during: 'wait' });
    try {
      await reach();
      return;
    } catch (error) {
      const waitedMs = ambient.now().getTime() - began;
      if (!isStarting(error) || waitedMs >= limitMs) throw error;
      const why = saidBy(error);
      if (told === undefined || told.why !== why || waitedMs - told.at >= reminderMs) {
        told = { why, at: waitedMs };
        onEvent({ type: 'waiting-for-server', target, why, waitedMs, limitMs });
      }
      await pauseUntilStopped(wait, Math.min(pauseMs, limitMs - waitedMs));
    }
  }
}

function saidBy({ facts, message }: CannotConnectError<ConnectAttempt>): string {
  return facts.said ?? facts.reason ?? message;
}

function isStarting(error: unknown): error is CannotConnectError<ConnectAttempt> {
  return (
    error instanceof DatabaseHostUnreachableError ||
    error instanceof DatabaseNotReadyError ||
    error instanceof DatabaseConnectTimeoutError
  );
}
