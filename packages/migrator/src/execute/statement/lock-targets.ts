import type { LockTargets } from '../../ports/database/database-observer.ts';
import { addNamesWithin } from '../../sql/names/names-within.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';

/**
 * The names that statements mention: each is compared with names of relations that somebody holds a lock on, so a
 * keyword or a column among them does no harm, and a name inside a DO block or string counts too.
 */
export function lockTargets(statements: readonly Pick<Statement, 'sql'>[]): LockTargets {
  const exclusive = new Set<string>();
  const shared = new Set<string>();
  for (const { sql } of statements) {
    const names = readStatement(sql).mayStopReaders ? exclusive : shared;
    addNamesWithin(sql, names);
  }
  for (const name of exclusive) shared.delete(name);
  return { exclusive: [...exclusive], shared: [...shared] };
}
