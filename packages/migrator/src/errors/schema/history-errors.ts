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
 * @cause A revision needs something that a revision makes (or has not yet renamed or dropped) that it neither revises
 * nor depends on.
 * @repair Name the revision that has to come first in the header (`-- depends-on: <revision>`). `migrate check` lists
 * the revisions whose order matters.
 */
export class HistoryOrderFailedError extends MigratorError<HistoryOrderFailure> {
  readonly code = 'history-order-failed';
  override readonly outcome = 'found';

  constructor(facts: HistoryOrderFailure, options: ErrorOptions) {
    const { order, revision = 'a revision', file, said } = facts;
    super(facts, {
      message: `${file ?? revision}: an empty database cannot get all revisions in an order that the graph allows (${order}): ${said}`,
      hint: `Name what ${revision} needs in its header (-- depends-on: <revision>); migrate check lists the revisions whose order matters.`,
      cause: options.cause,
    });
  }
}

export interface HistoryOrdersDifference {
  readonly order: string;
  /** As `describeDifference` prints them: `-` is what the order of `upgrade` makes, `+` what this one makes. */
  readonly differences: readonly string[];
}

const SHOWN = 5;

/**
 * Two orders in which the graph allows the revisions to be applied to an empty database end with different catalogs.
 *
 * @cause Two revisions change the same thing, and no path of the graph orders them, so that the last one wins.
 * @repair Name the one that has to come first in the header of the other (`-- depends-on: <revision>`). `migrate check`
 * lists the revisions whose order matters.
 */
export class HistoryOrdersDifferError extends MigratorError<HistoryOrdersDifference> {
  readonly code = 'history-orders-differ';
  override readonly outcome = 'found';

  constructor(facts: HistoryOrdersDifference) {
    const { order, differences } = facts;
    const more = differences.length > SHOWN ? `\n… and ${differences.length - SHOWN} more` : '';
    super(facts, {
      message: `An empty database that gets all revisions in another order that the graph allows (${order}) ends with another schema than by migrate upgrade heads:\n${differences.slice(0, SHOWN).join('\n')}${more}`,
      hint: 'Order the revisions that make the difference (-- depends-on: <revision>); migrate check lists the revisions whose order matters.',
    });
  }
}
