import { UnwritableDefault } from '../../../schema/defaults/unwritable-default.ts';
import { writeDefault } from '../../../schema/defaults/write-default.ts';
import { type ColumnReader, sqlTypeOf } from '../../drizzle-orm/column-reader.ts';
import { kindsOf } from './entity-kinds.ts';

const COLUMNS = Symbol.for('drizzle:Columns');
const TABLE_NAME = Symbol.for('drizzle:Name');
const SCHEMA = Symbol.for('drizzle:Schema');

/** A column that has a default, with the Drizzle objects that it is made of. */
export interface DrizzleDefault {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** The table object, and the column's name in it. */
  readonly tableObject: object;
  readonly key: string;
  readonly column: object;
  readonly value: unknown;
}

/** The columns of tables that have a default; drizzle-kit refuses those of serial columns, which have one already. */
export function drizzleDefaults(objects: Iterable<object>, reader: ColumnReader): readonly DrizzleDefault[] {
  return [...objects].flatMap((object) => {
    const columns: unknown = Reflect.get(object, COLUMNS);
    const table: unknown = Reflect.get(object, TABLE_NAME);
    // A view has columns too.
    if (typeof columns !== 'object' || columns === null || typeof table !== 'string' || !isTable(object)) return [];
    const own: unknown = Reflect.get(object, SCHEMA);
    const schema = typeof own === 'string' ? own : 'public';
    return Object.entries(columns).flatMap(([key, column]: readonly [string, unknown]) => {
      if (typeof column !== 'object' || column === null) return [];
      const value: unknown = Reflect.get(column, 'default');
      if (value === undefined || /serial$/.test(sqlTypeOf(column))) return [];
      return [{ schema, table, name: reader.name(column), tableObject: object, key, column, value }];
    });
  });
}

/** The literal of a default that is a value; otherwise its SQL, also when a custom type's `toDriver` returns SQL. */
export type WrittenDefault = { readonly text: string } | { readonly sql: object };

/** Throws an `UnwritableDefault`. */
export function writtenDefault({ column, value }: DrizzleDefault, reader: ColumnReader): WrittenDefault {
  if (isSql(value)) return sqlDefault(value, reader);
  const given = reader.literalText?.(column, value);
  if (given !== undefined) return { text: given };
  const member = reader.member(column);
  const isCustom = Reflect.get(member, 'columnType') === 'PgCustomColumn';
  const written = isCustom ? toDriver(column, value, reader) : value;
  if (isSql(written)) return sqlDefault(written, reader);
  const type = sqlTypeOf(column).replace(/\[\d*\]/g, '');
  return { text: writeDefault({ type, isEnum: isEnum(member), dimensions: reader.dimensions(column) }, written) };
}

function sqlDefault(sql: object, reader: ColumnReader): WrittenDefault {
  return { sql: reader.plainSql?.(sql) ?? sql };
}

/** Set on SQL whose values are printed in place: a schema has no parameters. */
export const INLINE = 'shouldInlineParams';

/**
 * Runs `work` while the columns have the defaults that are meant for drizzle-kit: none where the literal is ours, since
 * drizzle-kit would write it in its own way, or fail at a value that it does not expect.
 */
export async function withKitDefaults<T>(
  defaults: readonly { readonly of: DrizzleDefault; readonly written: WrittenDefault }[],
  work: () => Promise<T>,
): Promise<T> {
  const undo: (() => void)[] = [];
  const set = (object: object, key: string, value: unknown): void => {
    const before: unknown = Reflect.get(object, key);
    undo.unshift(() => Reflect.set(object, key, before));
    Reflect.set(object, key, value);
  };
  for (const { of, written } of defaults) {
    set(of.column, 'default', 'sql' in written ? inParentheses(written.sql) : undefined);
    if ('sql' in written) set(written.sql, INLINE, true);
  }
  try {
    return await work();
  } finally {
    for (const each of undo) each();
  }
}

/** drizzle-kit takes a cast at the end of a default for one that changes nothing, and cuts it off. */
function inParentheses(sql: object): object {
  const toQuery = (config: unknown): unknown => {
    const query: unknown = Reflect.apply(Reflect.get(sql, 'toQuery'), sql, [config]);
    return { ...Object(query), sql: `(${String(Reflect.get(Object(query), 'sql'))})` };
  };
  return Object.create(sql, { toQuery: { value: toQuery } });
}

function toDriver(column: object, value: unknown, reader: ColumnReader): unknown {
  try {
    return reader.toDriver(column, value);
  } catch (error) {
    throw new UnwritableDefault(`toDriver failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isEnum(column: object): boolean {
  return typeof Reflect.get(column, 'enum') === 'function' || /^PgEnum/.test(String(Reflect.get(column, 'columnType')));
}

export function isSql(value: unknown): value is object {
  return kindsOf(value).includes('SQL');
}

export function isTable(value: object): boolean {
  return kindsOf(value).includes('PgTable');
}
