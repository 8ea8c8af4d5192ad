import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { SQL } from 'drizzle-orm';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/** What an upsert has to know about a Drizzle table. */
export interface DrizzleTable {
  /** As in SQL. */
  readonly name: string;
  /** The columns of its primary key, otherwise of a unique key without nulls; undefined if it has neither. */
  readonly key: readonly unknown[] | undefined;
  /** The values of the other columns, of those with these names in the schema file: what would have been inserted. */
  values(properties: ReadonlySet<string>): Readonly<Record<string, SQL>>;
}

/** Reads a table; undefined if it is not a PostgreSQL table. */
export type ReadTable = (table: unknown) => DrizzleTable | undefined;

type Orm = Pick<typeof import('drizzle-orm'), 'sql' | 'is'>;
type Core = Pick<typeof import('drizzle-orm/pg-core'), 'getTableConfig' | 'PgTable'>;

/** With the drizzle-orm that this file (absolute path) itself imports. Throws when there is none. */
export async function drizzleTables(file: string): Promise<ReadTable> {
  const { resolve } = createRequire(file);
  const load = async (name: string): Promise<unknown> => await import(pathToFileURL(resolve(name)).href);
  const [orm, core] = [await load('drizzle-orm'), await load('drizzle-orm/pg-core')];
  if (!isOrm(orm) || !isCore(core)) throw new TypeError('this drizzle-orm has no sql, is, getTableConfig or PgTable');
  return (table) => (orm.is(table, core.PgTable) ? read(table, orm, core) : undefined);
}

function read(table: Parameters<Core['getTableConfig']>[0], { sql }: Orm, core: Core): DrizzleTable {
  const { name, schema, columns, primaryKeys, uniqueConstraints } = core.getTableConfig(table);
  const own = columns.filter(({ primary }) => primary);
  const keys = [
    own,
    ...primaryKeys.map((key) => key.columns),
    ...columns.filter(({ isUnique, notNull }) => isUnique && notNull).map((column) => [column]),
    ...uniqueConstraints.map((unique) => unique.columns).filter((each) => each.every(({ notNull }) => notNull)),
  ];
  const key = keys.find(({ length }) => length > 0);
  const keyed = new Set(key?.map((column) => column.name));
  const settable = new Set(
    columns
      .filter((column) => !keyed.has(column.name) && column.generatedIdentity?.type !== 'always')
      .map((column) => column.name),
  );
  return {
    name: [...(schema === undefined ? [] : [schema]), name].map(quoteIdentifier).join('.'),
    key,
    values: (properties) =>
      Object.fromEntries(
        Object.entries(table).flatMap(([property, column]) =>
          properties.has(property) && isNamed(column) && settable.has(column.name)
            ? [[property, sql`excluded.${sql.identifier(column.name)}`]]
            : [],
        ),
      ),
  };
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

function isOrm(module: unknown): module is Orm {
  return typeof module === 'object' && module !== null && 'sql' in module && 'is' in module;
}

function isCore(module: unknown): module is Core {
  return typeof module === 'object' && module !== null && 'getTableConfig' in module && 'PgTable' in module;
}
