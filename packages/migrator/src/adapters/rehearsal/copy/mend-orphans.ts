import type { Client } from 'pg';
import { joinedBy, type SampledTable } from '../../../rehearsal/sample-rows.ts';
import { tableKey } from '../../../rehearsal/source-table.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { isServerError } from '../../pg/reach/server-failure.ts';
import { sqlName } from './sql-name.ts';

/**
 * Restores foreign keys in tables that reference themselves, each other in a cycle, or partitioned ones: a reference to
 * a row that was not copied is set to NULL, or its row is deleted where the reference is required. Each deletion may
 * make others necessary.
 *
 * @param counts rows of each table; deleted ones are subtracted
 */
export async function mendOrphans(
  target: Client,
  tables: readonly SampledTable[],
  counts: Map<string, number>,
): Promise<void> {
  if (tables.every(({ rows }) => rows === 'all')) return;
  for (let deleted = true; deleted; ) {
    deleted = false;
    for (const { table } of tables) {
      for (const foreignKey of table.foreignKeys) {
        const isWhole = foreignKey.columns.map((column) => `t.${quoteIdentifier(column)} is not null`).join(' and ');
        const orphans = `where ${isWhole} and not exists (select from ${sqlName(foreignKey.parent)} p where ${joinedBy(foreignKey, 'p', 't')})`;
        const free = table.columns.filter(({ name, notNull }) => !notNull && foreignKey.columns.includes(name));
        const nothing = free.map(({ name }) => `${quoteIdentifier(name)} = null`).join(', ');
        if (free.length > 0 && (await canUpdate(target, `update only ${sqlName(table)} t set ${nothing} ${orphans}`))) {
          continue;
        }
        const { rowCount } = await target.query(`delete from only ${sqlName(table)} t ${orphans}`);
        if (rowCount === null || rowCount === 0) continue;
        deleted = true;
        counts.set(tableKey(table), (counts.get(tableKey(table)) ?? 0) - rowCount);
      }
    }
  }
}

/** A check may require the reference. */
async function canUpdate(target: Client, sql: string): Promise<boolean> {
  try {
    await target.query(sql);
    return true;
  } catch (error) {
    if (!isServerError(error)) throw error;
    return false;
  }
}
