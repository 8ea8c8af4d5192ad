import type { StatementKind } from '../../sql/kind/statement-kind.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import type { Lease } from '../../state/lease.ts';
import type { Limits } from './limits.ts';
import type { RevisionAttempt } from './revision-runner.ts';
import type { ServerFailure } from './server-failure.ts';

/** What the catalog says about a statement that may or may not have run. */
export type CatalogTruth =
  | { readonly state: 'done' }
  | { readonly state: 'not-run' }
  /** Half there: run `cleanup`, each alone; then, with `rerun`, the statement again, otherwise it is done. */
  | { readonly state: 'half'; readonly cleanup: readonly string[]; readonly rerun: boolean; readonly what: string }
  /** Another session (mostly: the one whose client died) still works on it. */
  | { readonly state: 'in-progress'; readonly pid: number }
  | { readonly state: 'unknown' };

/** The progress of batches, or the steps of code that are done. */
export type HalfWay = Pick<BackfillState, 'cursor'> | { readonly doneStatements: readonly string[] };

/** Runs a `transaction=off` section statement by statement, and keeps in the database how far it came. */
export interface HalfRunStore {
  /** Runs one statement and its checkpoint in one transaction. */
  runChecked(
    lease: Lease,
    attempt: RevisionAttempt,
    statement: Statement,
    hash: string,
    limits: Limits,
  ): Promise<ServerFailure | undefined>;
  /** Runs one statement alone, outside any transaction. */
  runAlone(statement: Statement, limits: Limits): Promise<ServerFailure | undefined>;
  /**
   * Begins (or continues with) a half run, noting the text of the statement that is about to run alone, if any. Logs
   * `started` when there is none.
   */
  noteIntent(lease: Lease, attempt: RevisionAttempt, sql: string | undefined): Promise<void>;
  /** Appends a statement that is done (its hash), and forgets what was running. */
  noteDone(lease: Lease, attempt: RevisionAttempt, hash: string): Promise<void>;
  /** The current statement had no effect that is left. */
  clearIntent(lease: Lease, attempt: RevisionAttempt): Promise<void>;
  /**
   * Records the revision and forgets its half run, in one transaction.
   *
   * @param halfWay how far the run believes that it came. Throws `ConnectionLostError` when the database differs
   */
  finishHalfRun(lease: Lease, attempt: RevisionAttempt, halfWay?: HalfWay): Promise<void>;
  /** Asks the catalog whether a statement that may have run had its effect. */
  catalogTruth(kind: StatementKind): Promise<CatalogTruth>;
}

/** Steps of code, each remembered in the transaction that does it. */
export interface StepStore {
  /**
   * Forgets the batches of a step, and records that it is done. Throws `ConnectionLostError` if their progress differs
   * from `batches`.
   *
   * @param done the half run's `doneStatements` from here on
   */
  finishStep(
    lease: Lease,
    attempt: RevisionAttempt,
    done: readonly string[],
    batches: Pick<BackfillState, 'cursor'>,
  ): Promise<void>;
}
