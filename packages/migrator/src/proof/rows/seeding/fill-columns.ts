import type { ColumnShape, TableShape } from '../../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { seedValue } from '../seed-values.ts';
import { sqlTable, sqlValue } from '../sql-value.ts';
import type { Talk } from './converse.ts';

/**
 * A talk of one round that gives the named columns of rows that are there a value where they have none, as the
 * application will some day. What the server refuses (a check, a trigger, a unique value) stays as it is: the rows that
 * could be inserted have to do.
 */
export function* fillTalk(
  tables: readonly TableShape[],
  namesOf: (table: TableShape) => ReadonlySet<string>,
): Talk<void> {
  const updates = tables.flatMap((table) => {
    const names = namesOf(table);
    return table.columns.flatMap((column) => {
      const value = valueFor(table, column);
      if (!names.has(column.name) || column.generated || value === undefined) return [];
      const name = quoteIdentifier(column.name);
      return [[`update ${sqlTable(table)} set ${name} = ${value} where ${name} is null returning 'true' as answer`]];
    });
  });
  if (updates.length > 0) yield { attempts: updates, isFollowed: false };
}

/** As SQL: the first key to point to, else a long, large or precise value. */
function valueFor(table: TableShape, { name, type }: ColumnShape): string | undefined {
  const key = table.foreignKeys.find(({ columns }) => columns.includes(name));
  if (key !== undefined) {
    const referenced = quoteIdentifier(key.referenced[key.columns.indexOf(name)] ?? name);
    return `(select min(t.${referenced}::text)::${type.sql} from ${sqlTable({ schema: key.schema, name: key.table })} t)`;
  }
  const value = seedValue(type, 0, 'high');
  return value === undefined ? undefined : sqlValue(value, type.sql);
}
