import { readLiteral } from '../../sql/names/read-literal.ts';
import { type OuterCast, outerCast } from '../../sql/text/outer-cast.ts';
import { columnType } from '../entity/column-type.ts';
import { type ColumnEntity, withFacts } from '../entity/schema-entity.ts';

/**
 * The SQL of a default without casts that change nothing: those to the column's own type, as people write them and as
 * PostgreSQL prints them. Other casts stay: `now()::date` in a timestamp is midnight. In a text column, a string may be
 * cast to any text type.
 */
export function withoutOwnCast(sql: string, column: ColumnEntity): string {
  const cast = outerCast(sql);
  return cast !== undefined && isOwn(cast, column) ? withoutOwnCast(cast.value, column) : sql;
}

/** The same, but only for casts of literals: the result of a function may need its cast. */
export function withoutCastOfLiteral(sql: string, column: ColumnEntity): string {
  const bare = withoutOwnCast(sql, column);
  return readLiteral(bare) === undefined && !/^-?[\d.]+$/.test(bare) ? sql : bare;
}

function isOwn(cast: OuterCast, column: ColumnEntity): boolean {
  const { type, schema, dimensions, value } = cast;
  const own = columnType(column);
  const given = columnType(
    withFacts(column, { type, typeSchema: own.schema === '' ? undefined : (schema ?? own.schema), dimensions }),
  );
  const isSame =
    own.name === given.name &&
    own.schema === given.schema &&
    own.dimensions === given.dimensions &&
    (given.arguments.length === 0 || own.arguments.join() === given.arguments.join());
  const isText = value.startsWith("'") && given.arguments.length === 0 && TEXTS.has(own.name) && TEXTS.has(given.name);
  return isSame || isText;
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext']);
