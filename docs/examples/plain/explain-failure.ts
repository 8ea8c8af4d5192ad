import { isMigratorError, LocksNotFreeError } from '@braid/migrator';

/** One line for a channel that people on call read. */
export function explainFailure(error: unknown): string {
  if (isMigratorError(error, 'statement-failed')) {
    const { revision, line, sqlState } = error.facts;
    return `revision ${revision} failed in line ${line ?? '?'} (${sqlState ?? 'no SQLSTATE'})`;
  }
  if (error instanceof LocksNotFreeError) {
    return `blocked by ${error.facts.blockers.map(({ pid, relation }) => `${pid} on ${relation}`).join(', ')}`;
  }
  if (isMigratorError(error)) return `${error.code}: ${error.message}`;
  throw error;
}
