import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { ForeignKeyFacts } from '../../facts/constraint-facts.ts';
import type { IndexFacts } from '../../facts/index-facts.ts';
import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** Without an index, deleting or changing a row of the other table reads this one whole, and locks it for longer. */
export const foreignKeyWithoutIndex: HealthRule = {
  code: 'foreign-key-without-index',
  severity: 'warning',
  find({ foreignKeys, indexes }) {
    return foreignKeys
      .filter((key) => !indexes.some((index) => isServedBy(key, index)))
      .map((key) => {
        const { schema, table, name, columns, isPartitioned } = key;
        const index = indexName(
          table,
          columns,
          new Set(indexes.filter((it) => it.schema === schema).map((it) => it.name)),
        );
        const on = `${quotedPath(schema, table)} (${columns.map(quoteIdentifier).join(', ')})`;
        const found = {
          object: `foreign key ${schema}.${table}.${name}`,
          table: { schema, name: table },
          message: `Foreign key ${name} has no index on ${schema}.${table} (${columns.join(', ')}): a DELETE in ${key.otherSchema}.${key.otherTable} reads the whole table.`,
        };
        if (isPartitioned) {
          return {
            ...found,
            repair: `Build it on each partition with CREATE INDEX CONCURRENTLY, then CREATE INDEX ON ${on}`,
          };
        }
        return {
          ...found,
          repair: `CREATE INDEX CONCURRENTLY ON ${on}`,
          fix: {
            message: `index foreign key ${name}`,
            ways: [
              {
                upgrade: `CREATE INDEX CONCURRENTLY ${quoteIdentifier(index)} ON ${on}`,
                downgrade: `DROP INDEX CONCURRENTLY ${quotedPath(schema, index)}`,
                transaction: false,
              },
            ],
            declare: { change: 'add', schema, table, name: index, columns },
          },
        };
      });
  },
};

/** Whether an index finds the rows of a foreign key. NULLs are no rows of it. */
function isServedBy({ tableId, keys, columns }: ForeignKeyFacts, index: IndexFacts): boolean {
  if (index.tableId !== tableId || !index.isValid) return false;
  const [column = ''] = columns;
  const isWhole = index.predicate === null || (keys.length === 1 && index.predicate === `(${column} IS NOT NULL)`);
  const first = index.keys.slice(0, keys.length);
  const hasKeys = first.length === keys.length && keys.every((key) => first.includes(key));
  return isWhole && hasKeys && (index.method === 'btree' || (index.method === 'hash' && keys.length === 1));
}

/** As Drizzle and PostgreSQL name it, cut to what a name may have; numbered when there is one. */
function indexName(table: string, columns: readonly string[], taken: ReadonlySet<string>): string {
  for (let number = 0; ; number += 1) {
    const end = `_idx${number === 0 ? '' : number}`;
    let base = `${table}_${columns.join('_')}`;
    while (Buffer.byteLength(base + end) > 63) base = base.slice(0, -1);
    if (!taken.has(base + end)) return base + end;
  }
}
