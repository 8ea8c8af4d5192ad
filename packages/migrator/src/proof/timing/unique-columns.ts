import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import { TableKey } from '../../schema/entity/table-key.ts';

/** Types of which a long table runs out of values. */
const FEW: ReadonlySet<string> = new Set(['bool', 'int2', 'date']);

/**
 * By table, the columns that have to differ from row to row so that every unique index does: one of each, where there
 * is one that can.
 */
export async function uniqueColumns(
  { query }: Pick<ScratchDatabase, 'query'>,
  shapes: readonly TableShape[],
): Promise<(shape: TableShape) => ReadonlySet<string>> {
  const rows = await query(UNIQUE);
  const found = new Map<TableKey, Set<string>>();
  for (const { schema, name, columns } of rows) {
    const key = TableKey.of(String(schema), String(name));
    const shape = shapes.find((each) => TableKey.of(each.schema, each.name) === key);
    if (shape === undefined || !Array.isArray(columns)) continue;
    const names = columns.map(String);
    const own = found.get(key) ?? new Set();
    const checked = new Set(shape.checks.flatMap((check) => check.columns));
    const wide = shape.columns.filter(
      (column) =>
        names.includes(column.name) &&
        column.type.kind === 'base' &&
        !FEW.has(column.type.base) &&
        !checked.has(column.name),
    );
    // A key of another table is left to repeat itself, where something else can differ.
    const isKey = (name: string): boolean => shape.foreignKeys.some((each) => each.columns.includes(name));
    const chosen = wide.find(({ name }) => !isKey(name)) ?? wide[0];
    found.set(key, own.add(chosen?.name ?? names[0] ?? ''));
  }
  return (shape) => found.get(TableKey.of(shape.schema, shape.name)) ?? new Set();
}

const UNIQUE = `select n.nspname as schema, c.relname as name,
  array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (number, at)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number order by k.at) as columns
from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
where (i.indisunique or i.indisexclusion) and n.nspname !~ '^pg_'`;
