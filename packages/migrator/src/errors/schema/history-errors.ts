import { MigratorError } from '../migrator-error.ts';

export interface HistoryOrderFailure {
  /** `plan`, `slices early`, `slices late`, or `shuffled` with its seed. */
  readonly order: string;
  readonly revision?: string;
  readonly slice?: string;
  readonly file?: string;
  /** What the server or the code said. */
  readonly said: string;
}

/**
 * The revisions cannot be applied to an empty database in one of the orders that the graph allows.
 *
 * @cause A revision needs something from a revision that it neither revises nor depends on.
 * @repair Name the revision that must come first in the header (`-- depends-on: <revision>`). `migrate check` lists the
 * revisions whose order matters.
 */
export class HistoryOrderFailedError extends MigratorError<HistoryOrderFailure> {
  readonly code = 'history-order-failed';
  override readonly outcome = 'found';

  constructor(facts: HistoryOrderFailure, options: ErrorOptions) {
    const { order, revision = 'a revision', file, said } = facts;
    super(facts, {
      message: `${file ?? revision}: the revisions fail on an empty database in an order that the graph allows (${order}): ${said}`,
      hint: `Name what ${revision} needs in its header (-- depends-on: <revision>); migrate check lists the revisions whose order matters.`,
      cause: options.cause,
    });
  }
}

export interface HistoryOrdersDifference {
  readonly order: string;
  /** As `describeDifference` prints them: `-` is the result of the order of `upgrade`, `+` that of this order. */
  readonly differences: readonly string[];
}

const SHOWN = 5;

/**
 * The graph allows two orders of the revisions that give an empty database different catalogs.
 *
 * @cause Two revisions change the same object, and no path of the graph orders them, so the last one wins.
 * @repair Name the one that must come first in the header of the other (`-- depends-on: <revision>`). `migrate check`
 * lists the revisions whose order matters.
 */
export class HistoryOrdersDifferError extends MigratorError<HistoryOrdersDifference> {
  readonly code = 'history-orders-differ';
  override readonly outcome = 'found';

  constructor(facts: HistoryOrdersDifference) {
    const { order, differences } = facts;
    const more = differences.length > SHOWN ? `\n… and ${differences.length - SHOWN} more` : '';
    super(facts, {
      message: `In an order that the graph allows (${order}), the schema of an empty database differs from what migrate upgrade heads builds:\n${differences.slice(0, SHOWN).join('\n')}${more}`,
      hint: 'Order the revisions that cause the difference (-- depends-on: <revision>); migrate check lists the revisions whose order matters.',
    });
  }
}
