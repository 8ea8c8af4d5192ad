import { readStatement } from '../../sql/statement/read-statement.ts';

/**
 * Whether a statement does nothing but write one of these tables (names as PostgreSQL stores them, without a schema):
 * creates, changes or drops it, gives it an index, or changes its rows.
 */
export function writesLedger(sql: string, ledgers: ReadonlySet<string>): boolean {
  const { command, makes, locks } = readStatement(sql);
  if (makes !== undefined) return ledgers.has(makes.table?.name.name ?? makes.name.name);
  // A query is never left out: it may lock rows of a ledger, but what else it reads is not among its locks.
  if (command === 'select' || command === 'with') return false;
  return locks.length > 0 && locks.every(({ name }) => ledgers.has(name.name));
}
