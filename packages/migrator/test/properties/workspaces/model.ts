/** What the schemas of a workspace declare, as data that texts of all kinds are written from. */
export interface Model {
  /** In the order in which they may refer to each other: backwards only, as modules can. */
  readonly slices: readonly string[];
  readonly tables: readonly Table[];
  readonly enums: readonly Enum[];
  readonly readers: readonly Reader[];
}

export interface Table {
  /** The exported name, which stays when the table is renamed. */
  readonly key: string;
  readonly slice: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** Key of a table that a foreign key refers to. */
  readonly refersTo?: string;
}

export interface Column {
  readonly key: string;
  readonly name: string;
  /** A number, a text, or the key of an enum. */
  readonly type: string;
  /** With a default, so that it fits rows that are there. */
  readonly required: boolean;
}

export interface Enum {
  readonly key: string;
  readonly slice: string;
  readonly values: readonly string[];
}

/** A view of the Drizzle schema or a function of `sql/`, in any slice, that reads a column of a table. */
export interface Reader {
  readonly name: string;
  readonly kind: 'view' | 'function';
  readonly slice: string;
  readonly table: string;
  readonly column: string;
}

export const EMPTY: Omit<Model, 'slices'> = { tables: [], enums: [], readers: [] };

export function withTable(model: Model, key: string, change: (table: Table) => Table): Model {
  return { ...model, tables: model.tables.map((table) => (table.key === key ? change(table) : table)) };
}

export function withColumn(model: Model, table: string, key: string, change: (column: Column) => Column): Model {
  return withTable(model, table, (own) => ({
    ...own,
    columns: own.columns.map((column) => (column.key === key ? change(column) : column)),
  }));
}

export function tableOf(model: Model, key: string): Table {
  const table = model.tables.find((each) => each.key === key);
  if (table === undefined) throw new Error(`no table ${key}`);
  return table;
}

/** The select that a reader is made of, with the names of today. */
export function selectOf(model: Model, { table: key, column: columnKey }: Reader): string {
  const table = tableOf(model, key);
  const column = table.columns.find((each) => each.key === columnKey);
  return `select id, ${column?.name ?? 'id'} as x from ${table.name}`;
}
