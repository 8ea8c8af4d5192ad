import { MergeDoesNotCommuteError, MergeNeedsHandError } from '../../../errors/merge/merge-errors.ts';
import type { MigratorError } from '../../../errors/migrator-error.ts';
import { ProofNeedsRowsError, ProofStatementFailedError } from '../../../errors/proof/proof-statement-errors.ts';
import { TimescaledbMissingError } from '../../../errors/proof/timescaledb-missing-error.ts';
import { LocksNotFreeError } from '../../../errors/run/locks-error.ts';
import { DataRevisionFailedError, StatementFailedError } from '../../../errors/run/statement-errors.ts';
import { besideEachOther } from '../merge-comparison.ts';
import { failureText } from './failure-text.ts';

/** The message of a failure for a screen of this width, with the details from its facts. */
export function errorText(error: MigratorError, columns: number): string {
  const { message } = error;
  if (
    error instanceof StatementFailedError ||
    error instanceof DataRevisionFailedError ||
    error instanceof LocksNotFreeError ||
    error instanceof ProofStatementFailedError ||
    error instanceof TimescaledbMissingError ||
    error instanceof ProofNeedsRowsError
  ) {
    return failureText(message, error.facts);
  }
  if (error instanceof MergeDoesNotCommuteError || error instanceof MergeNeedsHandError) {
    return besideEachOther(message, error.facts.differences, error.facts.comparison, columns);
  }
  return message;
}
