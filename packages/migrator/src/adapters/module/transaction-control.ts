import { statementKind } from '../../sql/kind/classify-statement.ts';
import { splitStatements } from '../../sql/script/split-statements.ts';

/** They stay within the transaction. */
const SAVEPOINTS = ['SAVEPOINT', 'RELEASE', 'ROLLBACK TO'];

/** The first command in a text of one statement or several that would begin or end the transaction: `COMMIT`. */
export function transactionControl(sql: string): string | undefined {
  for (const statement of statementsOf(sql)) {
    const kind = statementKind(statement);
    if (kind.kind === 'transaction-control' && !SAVEPOINTS.includes(kind.command)) return kind.command;
  }
  return undefined;
}

export function statementsOf(sql: string): readonly string[] {
  try {
    return splitStatements(sql, { slice: '', file: '' }).map((statement) => statement.sql);
  } catch {
    // The server reports what is wrong with it.
    return [sql];
  }
}
