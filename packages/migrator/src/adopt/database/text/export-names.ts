import { entityId, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { camelCase } from './ts-text.ts';

/** What a schema file imports from drizzle-orm, and may therefore not export by that name. */
export const PG_CORE = [
  'bigint',
  'bigserial',
  'boolean',
  'char',
  'check',
  'cidr',
  'customType',
  'date',
  'doublePrecision',
  'foreignKey',
  'index',
  'inet',
  'integer',
  'interval',
  'json',
  'jsonb',
  'line',
  'macaddr',
  'macaddr8',
  'numeric',
  'pgEnum',
  'pgMaterializedView',
  'pgPolicy',
  'pgSchema',
  'pgSequence',
  'pgTable',
  'pgView',
  'point',
  'primaryKey',
  'real',
  'serial',
  'smallint',
  'smallserial',
  'text',
  'time',
  'timestamp',
  'unique',
  'uniqueIndex',
  'uuid',
  'varchar',
] as const;

export type PgCoreName = (typeof PG_CORE)[number];

const RESERVED: ReadonlySet<string> = new Set([
  ...PG_CORE,
  ...[
    'sql',
    'table',
    'arguments',
    'async',
    'await',
    'break',
    'case',
    'catch',
    'class',
    'const',
    'continue',
    'debugger',
  ],
  ...[
    'default',
    'delete',
    'do',
    'else',
    'enum',
    'eval',
    'export',
    'extends',
    'false',
    'finally',
    'for',
    'function',
    'if',
  ],
  ...['implements', 'import', 'in', 'instanceof', 'interface', 'let', 'new', 'null', 'package', 'private', 'protected'],
  ...['public', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'undefined', 'var'],
  ...['void', 'while', 'with', 'yield', 'NaN', 'Infinity', 'globalThis', 'exports', 'module', 'require', 'then'],
  ...['__filename', '__dirname'],
]);

const SUFFIXES: Readonly<Record<string, string>> = {
  schema: 'Schema',
  enum: 'Enum',
  sequence: 'Sequence',
  view: 'View',
};

/**
 * The name under which each thing is exported, by `entityId`: all are different, in all slices together, so that every
 * file can import from every other. Tables have the first choice; a name that is taken, or means something in
 * TypeScript, gets the schema before it, then the type after it, then a number.
 */
export function exportNames(entities: readonly SchemaEntity[]): ReadonlyMap<string, string> {
  const exported = entities.filter(({ type, table }) => table === '' && type !== 'role' && type !== 'object');
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const entity of [...exported.filter(isTable), ...exported.filter((each) => !isTable(each))]) {
    const name = candidates(entity).find((each) => !taken.has(each) && !RESERVED.has(each));
    if (name === undefined) throw new RangeError('there is always another number');
    taken.add(name);
    names.set(entityId(entity), name);
  }
  return names;
}

function isTable({ type }: SchemaEntity): boolean {
  return type === 'table';
}

function candidates({ type, schema, name }: SchemaEntity): readonly string[] {
  const suffix = SUFFIXES[type] ?? 'Table';
  const plain = camelCase(name);
  if (type === 'schema') return [`${plain}${suffix}`, ...numbered(`${plain}${suffix}`)];
  const qualified = camelCase(`${schema}_${name}`);
  return [
    plain,
    ...(schema === 'public' ? [] : [qualified]),
    `${plain}${suffix}`,
    `${qualified}${suffix}`,
    ...numbered(`${qualified}${suffix}`),
  ];
}

/** More numbers than there can be things with one name. */
function numbered(name: string): readonly string[] {
  return Array.from({ length: 2000 }, (_, index) => `${name}${index + 2}`);
}

/** Members of drizzle-orm's tables and views, and of every object. */
const MEMBERS: ReadonlySet<string> = new Set([
  ...['_', 'enableRLS', 'getSQL', 'shouldOmitSQLParens', '$inferSelect', '$inferInsert', '$', 'as'],
  ...['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'],
]);

/**
 * The property of each column of a table, by the column's name. One that two columns would have goes to the column that
 * is called so, the other keeps its own name.
 */
export function columnKeys(columns: readonly string[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const give = (column: string, key: string): void => {
    keys.set(column, key);
    taken.add(key);
  };
  for (const column of columns) if (camelCase(column) === column && !MEMBERS.has(column)) give(column, column);
  for (const column of columns) {
    if (keys.has(column)) continue;
    const key = [camelCase(column), column, `${column}Column`, ...numbered(column)].find(
      (each) => !taken.has(each) && !MEMBERS.has(each),
    );
    give(column, key ?? column);
  }
  return keys;
}
