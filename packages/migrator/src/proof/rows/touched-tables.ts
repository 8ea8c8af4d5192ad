import type { ColumnShape, TableShape, TypeShape } from '../../ports/proof/table-shape.ts';
import type { CatalogDifference } from '../../schema/difference/diff-catalogs.ts';
import { type Catalog, entityKey } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';

/** What an upgrade changed for the rows that are written after it. */
export interface Touched {
  /** Whether rows of this table can be other ones than before. */
  table(shape: TableShape): boolean;
  /** Columns of a table which existed before and that are new. */
  newColumns(shape: TableShape): ReadonlySet<string>;
}

const kinds = new Set(['table', 'column', 'constraint', 'sequence', 'index', 'trigger', 'policy']);
const typeKinds = new Set(['enum', 'domain', 'range', 'composite type', 'base type']);

/** Indexes count because of the unique ones; a change of a type touches every table with such a column. */
export function touchedTables(before: Catalog, differences: readonly CatalogDifference[]): Touched | undefined {
  const tables = new Set<TableKey>();
  const types = new Set<string>();
  const columns = new Map<TableKey, Set<string>>();
  const known = new Set(before.entities.filter(({ kind }) => kind === 'table').map(entityKey));
  for (const { change, entity } of differences) {
    const { kind, schema, relation, name } = entity;
    if (typeKinds.has(kind)) types.add(name);
    if (!kinds.has(kind)) continue;
    const key = TableKey.of(schema, relation === '' ? name : relation);
    tables.add(key);
    if (
      kind === 'column' &&
      change === 'added' &&
      known.has(entityKey({ ...entity, kind: 'table', relation: '', name: relation }))
    ) {
      columns.set(key, (columns.get(key) ?? new Set()).add(name));
    }
  }
  if (tables.size === 0 && types.size === 0) return undefined;
  const none: ReadonlySet<string> = new Set();
  return {
    table: (shape) =>
      tables.has(TableKey.of(shape.schema, shape.name)) || shape.columns.some((column) => usesType(column, types)),
    newColumns: (shape) => columns.get(TableKey.of(shape.schema, shape.name)) ?? none,
  };
}

function usesType({ type }: ColumnShape, names: ReadonlySet<string>): boolean {
  for (let at: TypeShape | undefined = type; at !== undefined; at = at.of) if (names.has(at.base)) return true;
  return false;
}
