import { MigratorError } from '../migrator-error.ts';
import type { RunFacts } from '../run/run-facts.ts';

export interface ConnectionLoss extends Partial<RunFacts> {
  /** What the driver or the server said last. */
  readonly said: string;
  readonly target?: string;
  /** What was running: `Reading the state`. */
  readonly doing?: string;
  /** How long Braid tried to connect again. */
  readonly reconnectedForMs?: number;
  /** The error when the connection was lost, before the attempts to connect again. */
  readonly lost?: string;
  /** What is known of the last statement. */
  readonly outcome?: string;
  /** How often it was lost without progress until the run gave up, and the revision that ran each time. */
  readonly losses?: number;
  readonly revision?: string;
  readonly slice?: string;
  readonly file?: string;
}

/**
 * The connection ended in the middle and did not come back in time.
 * @cause The server restarted or failed over, a proxy or firewall cut the connection, or an administrator ended the
 * session.
 * @repair Run the same command again: it reads what was committed and continues from there.
 */
export class ConnectionLostError extends MigratorError<ConnectionLoss> {
  readonly code = 'database-connection-lost';
  constructor(facts: ConnectionLoss) {
    super(facts, {
      message: lossMessage(facts),
      hint: 'Run the same command again: it reads what was committed and continues from there.',
    });
  }
}

function lossMessage({ said, target, reconnectedForMs, losses, revision, file }: ConnectionLoss): string {
  if (losses !== undefined) {
    return `The connection was lost ${losses} times while revision ${revision} (${file}) ran, each time without any progress: ${said}`;
  }
  if (target === undefined) return said;
  const back =
    reconnectedForMs === undefined ? '' : ` and did not come back within ${Math.round(reconnectedForMs / 1000)} s`;
  return `The connection to ${target} was lost${back}: ${said}`;
}

export interface BorrowedConnection {
  readonly problem: 'pool-of-one' | 'not-connected' | 'in-transaction' | 'not-pg' | 'has-leftovers';
  /** Of `has-leftovers`: temporary tables and open cursors. */
  readonly leftovers?: readonly string[];
}

const BORROWED: Readonly<Record<BorrowedConnection['problem'], { readonly message: string; readonly hint: string }>> = {
  'pool-of-one': {
    message: 'The pool has only one client; a run needs two, one of them for the heartbeat of its lease',
    hint: 'Give the pool `max: 2` or more, or pass a `client` instead.',
  },
  'not-connected': { message: 'The client is not connected', hint: 'Call `await client.connect()` first.' },
  'in-transaction': {
    message: 'The client is inside a transaction, which revisions would commit',
    hint: 'End it first: `commit` or `rollback`.',
  },
  'has-leftovers': {
    message: 'The client has temporary tables or open cursors, which a revision could mistake for its own',
    hint: 'Pass another client, or drop them first: `discard temp`, `close all`.',
  },
  'not-pg': {
    message: 'The value is not a client of the `pg` package (the native client and other drivers cannot be used)',
    hint: 'Pass a `pg.Pool` or a connected `pg.Client`, or a `url`.',
  },
};

/**
 * The connection passed in by your program cannot be used.
 * @cause The pool has only one client, or the client is not connected, is inside a transaction, has temporary tables or
 * cursors, or is not from the `pg` package.
 * @repair Pass a `pg.Pool` with `max: 2` or more, a connected `pg.Client` outside a transaction, or a `url`.
 */
export class BorrowedConnectionError extends MigratorError<BorrowedConnection> {
  readonly code = 'database-connection-unusable';
  constructor(facts: BorrowedConnection) {
    const { message, hint } = BORROWED[facts.problem];
    const named = facts.leftovers === undefined ? '' : `: ${facts.leftovers.join(', ')}`;
    super(facts, { message: `${message}${named}`, hint });
  }
}
