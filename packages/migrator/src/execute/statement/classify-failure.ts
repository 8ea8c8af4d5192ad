import type { ServerFailure } from '../../ports/database/server-failure.ts';

/**
 * What a failure means for the run.
 * `retry`: rolled back, and a later try may succeed. `unknown-outcome`: the connection ended, so the last COMMIT may or
 * may not have counted.
 * `lease-lost`: our fence refused the commit. `cancelled`: somebody asked the server to stop the statement. `fatal`:
 * the statement cannot succeed as it is.
 */
export type FailureClass = 'retry' | 'unknown-outcome' | 'lease-lost' | 'cancelled' | 'fatal';

/** From PostgreSQL's appendix A; our own class is BR (adapters/pg/state/state-codes.ts). */
const classes: Readonly<Record<string, FailureClass>> = {
  /** lock_not_available: lock_timeout, or NOWAIT. */
  '55P03': 'retry',
  /** serialization_failure, deadlock_detected. */
  '40001': 'retry',
  '40P01': 'retry',
  /** statement_completion_unknown. */
  '40003': 'unknown-outcome',
  /** admin_shutdown, crash_shutdown, cannot_connect_now. */
  '57P01': 'unknown-outcome',
  '57P02': 'unknown-outcome',
  '57P03': 'unknown-outcome',
  /** transaction_resolution_unknown. */
  '08007': 'unknown-outcome',
  '57014': 'cancelled',
  BR001: 'lease-lost',
};

export function classifyFailure(failure: ServerFailure): FailureClass {
  if (failure.connectionLost) return 'unknown-outcome';
  const { sqlState = '' } = failure;
  return classes[sqlState] ?? (sqlState.startsWith('08') ? 'unknown-outcome' : 'fatal');
}
