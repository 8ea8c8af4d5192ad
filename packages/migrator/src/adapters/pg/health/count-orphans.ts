import type { ForeignKeyFacts, OrphanFacts } from '../../../health/facts/constraint-facts.ts';
import type { NotSeen } from '../../../health/facts/health-facts.ts';
import { quotedPath } from '../../../health/text.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { HealthSession } from './health-session.ts';

/** Counts the rows of each foreign key whose other row is not there. Reads both tables. */
export async function countOrphans(
  session: HealthSession,
  foreignKeys: readonly ForeignKeyFacts[],
): Promise<{ readonly orphans: readonly OrphanFacts[]; readonly notSeen: readonly NotSeen[] }> {
  const orphans: OrphanFacts[] = [];
  const notSeen: NotSeen[] = [];
  for (const key of foreignKeys) {
    const { schema, table, name } = key;
    const counted = await session.tryRows<{ orphans: number }>(orphansOf(key));
    if ('why' in counted) {
      notSeen.push({ rule: 'orphans', object: `foreign key ${schema}.${table}.${name}`, why: counted.why });
    } else orphans.push({ schema, table, name, orphans: counted.rows[0]?.orphans ?? 0 });
  }
  return { orphans, notSeen };
}

/** A row with a NULL refers to nothing. Where row security hides rows, the server refuses (`row_security = off`). */
function orphansOf({ schema, table, columns, otherSchema, otherTable, otherColumns }: ForeignKeyFacts): string {
  const own = columns.map((column) => `child.${quoteIdentifier(column)}`);
  const same = own.map((column, at) => `other.${quoteIdentifier(otherColumns[at] ?? '')} = ${column}`);
  return `select count(*)::float8 as orphans from ${quotedPath(schema, table)} child
where ${own.map((column) => `${column} is not null`).join(' and ')}
  and not exists (select from ${quotedPath(otherSchema, otherTable)} other where ${same.join(' and ')})`;
}
