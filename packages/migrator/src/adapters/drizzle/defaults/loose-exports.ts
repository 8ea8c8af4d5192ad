import { isTable } from './column-defaults.ts';
import { kindsOf } from './entity-kinds.ts';

const BUILDERS = new Map([
  ['PgIndexBuilderOn', 'index'],
  ['PgIndexBuilder', 'index'],
  ['PgUniqueOnConstraintBuilder', 'unique constraint'],
  ['PgUniqueConstraintBuilder', 'unique constraint'],
  ['PgForeignKeyBuilder', 'foreign key'],
  ['PgCheckBuilder', 'check'],
  ['PgPrimaryKeyBuilder', 'primary key'],
  ['PgPolicy', 'policy'],
]);
const EXTRA_CONFIG = Symbol.for('drizzle:ExtraConfigBuilder');
const EXTRA_COLUMNS = Symbol.for('drizzle:ExtraConfigColumns');

/** Something that is exported but belongs to no table, so no revision would ever create it. */
export interface LooseExport {
  readonly name: string;
  /** `index`, `unique constraint` … */
  readonly kind: string;
}

/** The indexes, constraints and policies that modules export on their own; `tables` are all that they may belong to. */
export function looseExports(modules: readonly object[], tables: Iterable<object>): readonly LooseExport[] {
  const candidates = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]: readonly [string, unknown]) => {
      const [kind] = kindsOf(value).flatMap((each) => BUILDERS.get(each) ?? []);
      return kind === undefined || isLinked(value) ? [] : [{ name, kind, value }];
    }),
  );
  if (candidates.length === 0) return [];
  const used = new Set([...tables].flatMap(partsOf));
  return candidates.filter(({ value }) => !used.has(value)).map(({ name, kind }) => ({ name, kind }));
}

/** `pgPolicy(…).link(table)` */
function isLinked(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, '_linkedTable') !== undefined;
}

/** What the third argument of a table returns. */
function partsOf(table: object): readonly unknown[] {
  const build: unknown = isTable(table) ? Reflect.get(table, EXTRA_CONFIG) : undefined;
  if (typeof build !== 'function') return [];
  const parts: unknown = Reflect.apply(build, undefined, [Reflect.get(table, EXTRA_COLUMNS)]);
  return typeof parts === 'object' && parts !== null ? Object.values(parts).flat() : [];
}
