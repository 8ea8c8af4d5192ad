import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { brackets, type ColumnReader, call, sqlTypeOf } from '../drizzle-orm/column-reader.ts';
import type { Casing, OrmModules } from '../drizzle-orm/orm-modules.ts';

/**
 * drizzle-orm 0.36 to 0.45: an array is a column of its own around the column of its members, and a column that is
 * named by its key in the table gets its name from the casing in the configuration.
 */
export function stableColumns(orm: OrmModules, casing: Casing | undefined): ColumnReader {
  const convert: unknown = Reflect.get(
    orm['drizzle-orm/casing'] ?? {},
    casing === 'camelCase' ? 'toCamelCase' : 'toSnakeCase',
  );
  return {
    name(column) {
      const name = String(Reflect.get(column, 'name'));
      const isKey = casing !== undefined && Reflect.get(column, 'keyAsName') === true;
      return isKey && typeof convert === 'function' ? String(Reflect.apply(convert, undefined, [name])) : name;
    },
    dimensions: (column) => brackets(sqlTypeOf(column)),
    member: memberOf,
    literalText,
    plainSql: (sql) => plainSql(orm, casing, sql),
    toDriver: (column, value) => mapped(value, depthOf(column), memberOf(column)),
  };
}

/** drizzle-kit 0.31 supports no parameters in the SQL of a default. */
function plainSql(orm: OrmModules, casing: Casing | undefined, value: object): object {
  const PgDialect: unknown = Reflect.get(orm['drizzle-orm/pg-core'] ?? {}, 'PgDialect');
  const sql: unknown = Reflect.get(orm['drizzle-orm'] ?? {}, 'sql');
  if (typeof PgDialect !== 'function' || typeof sql !== 'function') return value;
  const dialect: object = Reflect.construct(PgDialect, [{ casing }]);
  const query = Object(call(dialect, 'sqlToQuery', call(value, 'inlineParams')));
  return Object(call(sql, 'raw', Reflect.get(query, 'sql')));
}

/**
 * drizzle-kit 0.31 takes a text for JSON, so that `.default('{}')` is an empty object, and writes numbers as they are,
 * even for the type numeric.
 */
function literalText(column: object, value: unknown): string | undefined {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  const isText = typeof value === 'string' && /^jsonb?$/.test(sqlTypeOf(column)) && isJson(value);
  return isText ? quoteLiteral(value).trimStart() : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function inner(column: object): object | undefined {
  const base: unknown = Reflect.get(column, 'baseColumn');
  return typeof base === 'object' && base !== null ? base : undefined;
}

function memberOf(column: object): object {
  const base = inner(column);
  return base === undefined ? column : memberOf(base);
}

function depthOf(column: object): number {
  const base = inner(column);
  return base === undefined ? 0 : 1 + depthOf(base);
}

function mapped(value: unknown, depth: number, member: object): unknown {
  if (depth === 0) return call(member, 'mapToDriverValue', value);
  if (!Array.isArray(value)) return value;
  return value.map((each: unknown) => (each === null ? null : mapped(each, depth - 1, member)));
}
