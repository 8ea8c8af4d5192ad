/** How the slices of a workspace name the columns of one table: the slice that reads it, and the one that owns it. */
export interface NamedTable {
  readonly columns: readonly object[];
  /** Of a column, by the slice that owns the table. */
  readonly nameOf: (column: object) => string;
}

/** The tables that a slice exports, as a foreign key names them: `schema.table`. */
export function namedTables(
  exports: Iterable<object>,
  nameOf: (column: object) => string,
): ReadonlyMap<string, NamedTable> {
  const found = new Map<string, NamedTable>();
  for (const table of exports) {
    const columns: unknown = Reflect.get(table, Symbol.for('drizzle:Columns'));
    const name: unknown = Reflect.get(table, Symbol.for('drizzle:Name'));
    const schema: unknown = Reflect.get(table, Symbol.for('drizzle:Schema'));
    if (typeof columns !== 'object' || columns === null || typeof name !== 'string') continue;
    found.set(`${typeof schema === 'string' ? schema : 'public'}.${name}`, { columns: Object.values(columns), nameOf });
  }
  return found;
}

/**
 * The entities of a slice whose foreign keys name columns as their owners do. Each slice names columns by its own
 * `casing`, and slices on drizzle-orm 1.x by none; what reads a slice names the columns of other slices by the same
 * rule.
 *
 * @param nameOf the name of a column as the reader of these entities expects it
 */
export function withReferencedColumns(
  ddl: readonly unknown[],
  tables: ReadonlyMap<string, NamedTable>,
  nameOf: (column: object) => string,
): readonly unknown[] {
  return ddl.map((entity) => {
    if (typeof entity !== 'object' || entity === null || Reflect.get(entity, 'entityType') !== 'fks') return entity;
    const target = tables.get(`${Reflect.get(entity, 'schemaTo')}.${Reflect.get(entity, 'tableTo')}`);
    const columnsTo: unknown = Reflect.get(entity, 'columnsTo');
    if (target === undefined || !Array.isArray(columnsTo)) return entity;
    const names = new Map(target.columns.map((column) => [nameOf(column), target.nameOf(column)]));
    return { ...entity, columnsTo: columnsTo.map((name: unknown) => names.get(String(name)) ?? name) };
  });
}
