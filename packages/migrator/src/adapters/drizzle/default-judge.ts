import { isDeepStrictEqual } from 'node:util';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy';
import type { ColumnPlace, DefaultDifference, RowQuery } from '../../ports/schema-differ.ts';
import { qualifiedName } from '../../schema/change/draft-statement.ts';
import { entityPath } from '../../schema/entity/schema-entity.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { type DrizzleDefault, drizzleDefaults, isSql, isTable } from './defaults/column-defaults.ts';
import { drizzleExports } from './defaults/module-exports.ts';
import { shown } from './defaults/shown-value.ts';
import type { SchemaModules } from './load-schemas.ts';
import { columnsOf, lineOf } from './read-schemas.ts';

/** The name of the real table meanwhile. */
const ASIDE = 'braid_judged';

/**
 * Finds the defaults that the database does not return as the schema has them. It knows nothing about literals: it
 * writes a row of defaults, reads it with the slice's drizzle-orm, and accepts what the schema has in JavaScript, or
 * what is stored when the same drizzle-orm writes that value.
 */
export async function judgeDefaults(
  modules: readonly SchemaModules[],
  columns: readonly ColumnPlace[],
  query: RowQuery,
): Promise<readonly DefaultDifference[]> {
  const differences: DefaultDifference[] = [];
  for (const module of modules) {
    const byTable = new Map<object, DrizzleDefault[]>();
    for (const each of defaultsOf(module)) {
      if (isSql(each.value) || !columns.some((column) => isSame(column, each))) continue;
      byTable.set(each.tableObject, [...(byTable.get(each.tableObject) ?? []), each]);
    }
    if (byTable.size === 0) continue;
    const db = await openDrizzle(module, query);
    for (const defaults of byTable.values()) differences.push(...(await judgeTable(db, defaults, query)));
  }
  return differences;
}

function defaultsOf({ slice, exports, orm }: SchemaModules): readonly DrizzleDefault[] {
  const objects = drizzleExports(exports);
  if (objects.size === 0) return [];
  const reader = columnsOf(lineOf(slice, orm), slice, orm);
  return drizzleDefaults(objects.values(), reader).map((each) => {
    // A text that the line reads as a value means that value; a number is itself.
    const isTaken = typeof each.value === 'string' && reader.literalText?.(each.column, each.value) !== undefined;
    return isTaken ? { ...each, value: JSON.parse(String(each.value)) } : each;
  });
}

function isSame(a: ColumnPlace, b: ColumnPlace): boolean {
  return a.schema === b.schema && a.table === b.table && a.name === b.name;
}

async function openDrizzle({ later, slice, orm }: SchemaModules, query: RowQuery): Promise<PgRemoteDatabase> {
  const proxy = await later('drizzle-orm/pg-proxy');
  if (proxy === undefined || !isProxy(proxy)) {
    throw new TypeError(`the drizzle-orm of slice ${slice.label} has no pg-proxy, so its defaults cannot be read back`);
  }
  const codecs: unknown = Reflect.get((await later('drizzle-orm/node-postgres/codecs')) ?? {}, 'nodePgCodecs');
  // In 0.x it is the database that names columns by their keys; in 1.x the tables do.
  const casing = lineOf(slice, orm) === 'stable' ? slice.casing : undefined;
  const config = { ...(codecs === undefined ? {} : { codecs }), ...(casing === undefined ? {} : { casing }) };
  return Reflect.apply(proxy.drizzle, undefined, [
    async (sql: string, parameters: readonly unknown[]) => ({ rows: await query(sql, parameters) }),
    config,
  ]);
}

function isProxy(module: object): module is Pick<typeof import('drizzle-orm/pg-proxy'), 'drizzle'> {
  return typeof Reflect.get(module, 'drizzle') === 'function';
}

/** On an empty copy of the table without its constraints, in a transaction that is rolled back. */
async function judgeTable(
  db: PgRemoteDatabase,
  defaults: readonly DrizzleDefault[],
  query: RowQuery,
): Promise<readonly DefaultDifference[]> {
  const [first] = defaults;
  if (first === undefined || !isPgTable(first.tableObject)) return [];
  const table = first.tableObject;
  await query('begin', []);
  try {
    await standIn(first, new Set(defaults.map(({ name }) => name)), query);
    const differences: DefaultDifference[] = [];
    try {
      await query(`insert into ${qualifiedName(first.schema, first.table)} default values`, []);
    } catch (error) {
      return defaults.length === 1
        ? [differenceOf(first, error instanceof Error ? error.message : String(error))]
        : await oneByOne(db, defaults, query);
    }
    const stored = await onlyRow(db, table);
    for (const each of defaults) {
      const value: unknown = stored[each.key];
      if (isDeepStrictEqual(value, each.value)) continue;
      if (isDeepStrictEqual(value, await asDrizzleWrites(db, table, each, query))) continue;
      differences.push(differenceOf(each, shown(value)));
    }
    return differences;
  } finally {
    await query('rollback', []);
  }
}

async function oneByOne(
  db: PgRemoteDatabase,
  defaults: readonly DrizzleDefault[],
  query: RowQuery,
): Promise<readonly DefaultDifference[]> {
  await query('rollback', []);
  const differences: DefaultDifference[] = [];
  for (const each of defaults) differences.push(...(await judgeTable(db, [each], query)));
  // The caller ends the transaction.
  await query('begin', []);
  return differences;
}

/**
 * Replaces the real table by an empty one in which only these columns have a default, and no column requires a value.
 */
async function standIn({ schema, table }: ColumnPlace, judged: ReadonlySet<string>, query: RowQuery): Promise<void> {
  const [own, aside] = [qualifiedName(schema, table), qualifiedName(schema, ASIDE)];
  await query(`alter table ${own} rename to ${quoteIdentifier(ASIDE)}`, []);
  await query(`create table ${own} (like ${aside} including defaults)`, []);
  const rows = await query(
    `select attname, attnotnull, atthasdef from pg_attribute where attrelid = ${quoteLiteral(own)}::regclass and attnum > 0 and not attisdropped`,
    [],
  );
  const changes = rows.flatMap(([name, notNull, hasDefault]) => [
    ...(notNull === true ? [`alter ${quoteIdentifier(String(name))} drop not null`] : []),
    ...(hasDefault === true && !judged.has(String(name))
      ? [`alter ${quoteIdentifier(String(name))} drop default`]
      : []),
  ]);
  if (changes.length > 0) await query(`alter table ${own} ${changes.join(', ')}`, []);
}

async function onlyRow(db: PgRemoteDatabase, table: PgTable): Promise<Readonly<Record<string, unknown>>> {
  const [row = {}] = await db.select().from(table);
  return row;
}

/** What is read where drizzle-orm itself wrote the value; where it cannot, a symbol, which equals nothing. */
async function asDrizzleWrites(
  db: PgRemoteDatabase,
  table: PgTable,
  { schema, table: name, key, value }: DrizzleDefault,
  query: RowQuery,
): Promise<unknown> {
  await query('savepoint written', []);
  try {
    await query(`delete from ${qualifiedName(schema, name)}`, []);
    await db.insert(table).values({ [key]: value });
    return (await onlyRow(db, table))[key];
  } catch {
    return Symbol('not writable');
  } finally {
    await query('rollback to savepoint written', []);
  }
}

function differenceOf(of: DrizzleDefault, stored: string): DefaultDifference {
  return { column: entityPath(of), wanted: shown(of.value), stored };
}

function isPgTable(value: object): value is PgTable {
  return isTable(value);
}
