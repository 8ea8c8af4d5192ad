import type { Casing, OrmModules } from '../drizzle-orm/orm-modules.ts';
import { stableColumns } from './stable-columns.ts';

/** What the snapshot of drizzle-kit 0.31 gets wrong about a table, or leaves out. */
export interface TableFacts {
  /** By name, for checks and partial indexes: with column names only, and values instead of parameters. */
  readonly checks: ReadonlyMap<string, string>;
  readonly wheres: ReadonlyMap<string, string>;
  /** Keys and constraints with names from drizzle-orm, as `type NUL name`. */
  readonly autoNamed: ReadonlySet<string>;
}

/** A table's facts by `schema.table`, as a snapshot calls it. */
export type FactsByTable = ReadonlyMap<string, TableFacts>;

interface Sql {
  inlineParams(): Sql;
}
interface Column {
  readonly name: string;
  readonly isUnique: boolean;
  readonly uniqueName: string | undefined;
}
interface Named {
  readonly name?: string;
  readonly columns: readonly Column[];
  getName(): string;
}
interface TableConfig {
  readonly name: string;
  readonly schema: string | undefined;
  readonly columns: readonly Column[];
  readonly checks: readonly { readonly name: string; readonly value: Sql }[];
  readonly indexes: readonly {
    readonly config: { readonly name?: string; readonly where?: Sql; readonly columns: readonly object[] };
  }[];
  readonly foreignKeys: readonly { reference(): { readonly name?: string }; getName(): string }[];
  readonly primaryKeys: readonly Named[];
  readonly uniqueConstraints: readonly Named[];
}

/** The parts of drizzle-orm 0.36 to 0.45 that are needed. */
interface Orm {
  readonly is: (value: unknown, type: unknown) => boolean;
  readonly PgTable: unknown;
  readonly PgDialect: new (config: {
    readonly casing: Casing | undefined;
  }) => {
    sqlToQuery(sql: Sql, source: 'indexes'): { readonly sql: string };
  };
  readonly getTableConfig: (table: object) => TableConfig;
}

/** Reads the tables among what a slice exports. */
export function tableFacts(exports: Iterable<object>, modules: OrmModules, casing: Casing | undefined): FactsByTable {
  const orm: unknown = { ...modules['drizzle-orm'], ...modules['drizzle-orm/pg-core'] };
  if (!isOrm(orm)) throw new TypeError('this drizzle-orm is not one of 0.36 to 0.45');
  const dialect = new orm.PgDialect({ casing });
  const { name: nameOf } = stableColumns(modules, casing);
  const textOf = (sql: Sql): string => dialect.sqlToQuery(sql.inlineParams(), 'indexes').sql;
  const found = new Map<string, TableFacts>();
  for (const table of exports) {
    if (!orm.is(table, orm.PgTable)) continue;
    const config = orm.getTableConfig(table);
    found.set(`${config.schema ?? 'public'}.${config.name}`, {
      checks: new Map(config.checks.map(({ name, value }) => [name, textOf(value)])),
      wheres: new Map(
        config.indexes.flatMap(({ config: { name, where, columns } }) =>
          where === undefined ? [] : [[name ?? indexName(config.name, columns.map(nameOf)), textOf(where)]],
        ),
      ),
      autoNamed: autoNamed(config, nameOf),
    });
  }
  return found;
}

function isOrm(value: unknown): value is Orm {
  if (typeof value !== 'object' || value === null) return false;
  return ['is', 'PgTable', 'PgDialect', 'getTableConfig'].every(
    (name) => typeof Reflect.get(value, name) === 'function',
  );
}

function indexName(table: string, columns: readonly string[]): string {
  return `${table}_${columns.join('_')}_index`;
}

/**
 * Names that were not declared, as in the snapshot. drizzle-orm builds them from the keys of columns; drizzle-kit
 * afterwards puts the names of columns in, for primary and foreign keys.
 */
function autoNamed(config: TableConfig, nameOf: (column: object) => string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const column of config.columns) {
    const given = `${config.name}_${column.name}_unique`;
    if (column.isUnique && column.uniqueName === given) found.add(`uniques\0${given}`);
  }
  for (const { name, columns } of config.uniqueConstraints) {
    const given = `${config.name}_${columns.map((column) => column.name).join('_')}_unique`;
    if (name === given) found.add(`uniques\0${given}`);
  }
  for (const { config: index } of config.indexes) {
    if (index.name === undefined) found.add(`indexes\0${indexName(config.name, index.columns.map(nameOf))}`);
  }
  return found;
}
