import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import type { FailedStatement, ServerDetails } from '../../errors/run/failed-statement.ts';
import { StatementFailedError } from '../../errors/run/statement-errors.ts';

/**
 * What of a runner's failure belongs in the failure of a proof: the statement and the server's answer, and nothing of
 * the scratch database.
 */
export interface FailureDetails extends FailedStatement, ServerDetails {
  readonly column?: number;
}

export function failureDetails(error: MigratorError): FailureDetails {
  if (error instanceof RevisionFileError) return { column: error.facts.column };
  if (!(error instanceof StatementFailedError)) return {};
  const { column, statement, statementNumber, statements, sqlState, detail, serverHint, where } = error.facts;
  return {
    ...(column === undefined ? {} : { column }),
    ...(statement === undefined ? {} : { statement }),
    ...(statementNumber === undefined ? {} : { statementNumber }),
    ...(statements === undefined ? {} : { statements }),
    ...(sqlState === undefined ? {} : { sqlState }),
    ...(detail === undefined ? {} : { detail }),
    ...(serverHint === undefined ? {} : { serverHint }),
    ...(where === undefined ? {} : { where }),
  };
}
