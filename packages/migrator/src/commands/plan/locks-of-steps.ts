import type { PreparedStep } from '../../execute/prepared-step.ts';
import {
  type IndexTables,
  keyOf,
  type LockNote,
  lockedIndexes,
  lockFacts,
  notesOf,
} from '../../execute/statement/lock-notes.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import { shownName } from '../../sql/names/shown-name.ts';

/**
 * The locks of each step that are known beforehand. The catalog is asked once, for the tables of the indexes that
 * statements drop or rebuild.
 */
export async function locksOfSteps(
  database: Pick<DatabaseObserver, 'tablesOfIndexes'>,
  steps: readonly PreparedStep[],
): Promise<readonly (readonly LockNote[])[]> {
  const read = steps.map(({ statements }) => statements.map(lockFacts));
  const named = read.flatMap(lockedIndexes);
  const tables = named.length === 0 ? [] : await database.tablesOfIndexes(named);
  const known = new Map(
    named.flatMap((index, at) => {
      const table = tables[at];
      if (table === undefined) return [];
      const { schema, name, visible } = table;
      const found = visible ? { name } : { schema, name };
      return [[keyOf(index), { name: found, written: shownName(found) }] as const];
    }),
  );
  const indexes: IndexTables = { made: new Map(), tableOf: (index) => known.get(keyOf(index)) };
  const created = new Set<string>();
  return read.map((statements) => notesOf(statements, created, indexes));
}
