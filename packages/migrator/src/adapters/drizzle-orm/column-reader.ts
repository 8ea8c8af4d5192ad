/** How to read a column, where the lines of drizzle-orm differ. */
export interface ColumnReader {
  /** What drizzle-kit calls it. */
  name(column: object): string;
  /** The number of dimensions of its arrays; 0 for a single value. */
  dimensions(column: object): number;
  /** The column itself; for one of arrays, the column of their members. */
  member(column: object): object;
  /** A value as it is sent when a row is written. */
  toDriver(column: object, value: unknown): unknown;
  /** SQL without parameters, instead of SQL that may have some, where drizzle-kit refuses them. */
  plainSql?(sql: object): object;
  /**
   * A default as drizzle-kit of this line writes it, if that is SQL that means the value; `undefined` for one whose
   * literal must be written.
   */
  literalText?(column: object, value: unknown): string | undefined;
}

/** drizzle-orm 1.x: an array is a column with dimensions, or a custom type whose name ends in brackets. */
export const nextColumns: ColumnReader = {
  name: (column) => String(Reflect.get(column, 'name')),
  dimensions: (column) => {
    const own: unknown = Reflect.get(column, 'dimensions');
    return (typeof own === 'number' ? own : 0) + brackets(sqlTypeOf(column));
  },
  member: (column) => column,
  toDriver: (column, value) => call(column, 'mapToDriverValue', value),
};

/** `numeric(10, 2)`, `integer[]` in drizzle-orm 0.x. */
export function sqlTypeOf(column: object): string {
  return String(call(column, 'getSQLType'));
}

export function brackets(type: string): number {
  return type.match(/\[\d*\]/g)?.length ?? 0;
}

export function call(object: object, method: string, ...values: readonly unknown[]): unknown {
  const own: unknown = Reflect.get(object, method);
  return typeof own === 'function' ? Reflect.apply(own, object, values) : values[0];
}
