import type { ObservedEffects } from '../../lint/rule/observation.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import { shownName } from '../../sql/names/shown-name.ts';
import { seedRows } from '../rows/seeding/seed-rows.ts';
import { observeStatement } from './observe-statement.ts';

/**
 * Observes a statement with two rows in each of these tables, which are gone again afterwards: joins do not look at the
 * second table when the first is empty. `undefined` where the rows or the statement with them are refused.
 */
export async function observeWithRows(
  database: ScratchDatabase,
  sql: string,
  session: readonly string[],
  relations: readonly string[],
): Promise<ObservedEffects | undefined> {
  const shapes = (await database.readTables()).filter((shape) => relations.includes(shownName(shape)));
  if (shapes.length === 0) return undefined;
  try {
    const prepare = async (): Promise<void> => {
      await database.query('set local session_replication_role = replica');
      await seedRows({ query: (text, values) => inSavepoint(database, text, values) }, shapes, { style: 'plain' });
      await database.query('set local session_replication_role = origin');
    };
    return await observeStatement(database, sql, { session, prepare });
  } catch {
    return undefined;
  }
}

/** A row that is refused ends no transaction. */
async function inSavepoint(
  { query }: Pick<ScratchDatabase, 'query'>,
  ...args: Parameters<ScratchDatabase['query']>
): ReturnType<ScratchDatabase['query']> {
  await query('savepoint row');
  try {
    const rows = await query(...args);
    await query('release savepoint row');
    return rows;
  } catch (error) {
    await query('rollback to savepoint row');
    throw error;
  }
}
