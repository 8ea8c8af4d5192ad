import type { LockTargets } from '../../ports/database/database-observer.ts';
import { addNamesWithin } from '../../sql/names/names-within.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';

interface Mentioned {
  readonly names: readonly string[];
  readonly mayStopReaders: boolean;
}

/** Read once for each statement: a fleet runs the same ones in every tenant. */
const known = new WeakMap<Pick<Statement, 'sql'>, Mentioned>();
/** In characters. The rows of a longer one have many words. */
const LONGEST_KEPT = 10_000;

/**
 * The names that statements mention: each is compared with names of relations that somebody holds a lock on, so a
 * keyword or a column among them does no harm, and a name inside a DO block or string counts too.
 */
export function lockTargets(statements: readonly Pick<Statement, 'sql'>[]): LockTargets {
  const exclusive = new Set<string>();
  const shared = new Set<string>();
  for (const statement of statements) {
    const { names, mayStopReaders } = mentionedIn(statement);
    const those = mayStopReaders ? exclusive : shared;
    for (const name of names) those.add(name);
  }
  for (const name of exclusive) shared.delete(name);
  return { exclusive: [...exclusive], shared: [...shared] };
}

function mentionedIn(statement: Pick<Statement, 'sql'>): Mentioned {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const { sql } = statement;
  const names = new Set<string>();
  addNamesWithin(sql, names);
  const mentioned = { names: [...names], mayStopReaders: readStatement(sql).mayStopReaders };
  if (sql.length <= LONGEST_KEPT) known.set(statement, mentioned);
  return mentioned;
}
