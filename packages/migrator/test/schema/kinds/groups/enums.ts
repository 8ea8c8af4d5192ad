import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const SEED = "insert into bars (id, tf) values (1, '1m'), (2, '1d'); insert into marks (id, tf) values (1, '1d')";

/** An enum that two tables have columns of, one with a default. */
function enums(
  values: readonly [string, ...string[]],
  options: { name?: string; schema?: string; default?: string } = {},
) {
  const schema = options.schema === undefined ? undefined : p.pgSchema(options.schema);
  const name = options.name ?? 'bar_timeframe';
  const timeframe = schema === undefined ? p.pgEnum(name, [...values]) : schema.enum(name, [...values]);
  const bars = p.pgTable('bars', {
    id: p.integer().primaryKey(),
    tf: timeframe()
      .notNull()
      .default(options.default ?? '1d'),
  });
  const marks = p.pgTable('marks', { id: p.integer().primaryKey(), tf: timeframe(), all: timeframe().array() });
  return { ...(schema === undefined ? {} : { schema }), timeframe, bars, marks };
}
const VALUES = ['1m', '1h', '1d'] as const;
const base = enums(VALUES);

const withView = (values: readonly [string, ...string[]]): Exports => ({
  ...enums(values),
  recent: p.pgMaterializedView('recent', { id: p.integer() }).as(sql`select id from bars where tf = '1d'`),
  older: p.pgView('older', { id: p.integer() }).as(sql`select id from recent where id < 10`),
});
const withIndex = (values: readonly [string, ...string[]], not = '1m'): Exports => {
  const timeframe = p.pgEnum('bar_timeframe', [...values]);
  const key = p.pgTable('key', { tf: timeframe().primaryKey() });
  const bars = p.pgTable('bars', { id: p.integer().primaryKey(), tf: timeframe().references(() => key.tf) }, (it) => [
    p.index('bars_daily_idx').on(it.id).where(sql`${it.tf} = '1d'`),
    p.check('bars_tf_check', sql`${it.tf} <> ${sql.raw(`'${not}'`)}`),
    p.pgPolicy('daily', { using: sql`${it.tf} = '1d'` }),
  ]);
  return { timeframe, key, bars };
};

export const ENUM_KINDS: readonly Kind[] = [
  {
    name: 'rename_enum',
    before: base,
    after: enums(VALUES, { name: 'resolution' }),
    renames: ['enum bar_timeframe=resolution'],
    seed: SEED,
  },
  {
    name: 'move_enum',
    before: { ...base, schema: p.pgSchema('app') },
    after: enums(VALUES, { schema: 'app' }),
    renames: ['enum bar_timeframe=app.bar_timeframe'],
    seed: SEED,
  },
  {
    name: 'enum_rename_value',
    before: base,
    after: enums(['60m', '1h', '1d']),
    renames: ["bar_timeframe.'1m'='60m'"],
    seed: SEED,
  },
  {
    name: 'enum_rename_value_of_default',
    before: base,
    after: enums(['1m', '1h', 'day'], { default: 'day' }),
    renames: ["bar_timeframe.'1d'=day"],
    seed: SEED,
  },
  { name: 'enum_add_end', before: base, after: enums([...VALUES, "it's"]), seed: SEED },
  { name: 'enum_add_middle', before: base, after: enums(['0m', '1m', '5m', '15m', '1h', '1d']), seed: SEED },
  {
    name: 'enum_add_and_default',
    before: base,
    after: enums([...VALUES, '1w'], { default: '1w' }),
    seed: SEED,
    works: 'insert into bars (id) values (9)',
  },
  { name: 'enum_remove_value', before: base, after: enums(['1m', '1d']), seed: SEED },
  { name: 'enum_remove_used', before: base, after: enums(['1h', '1d']), seed: SEED, fails: 'upgrade' },
  {
    name: 'enum_add_used',
    before: base,
    after: enums([...VALUES, '1w']),
    seed: SEED,
    used: "insert into bars values (7, '1w')",
    fails: 'downgrade',
  },
  { name: 'enum_remove_view', before: withView(VALUES), after: withView(['1m', '1d']), seed: SEED },
  {
    name: 'enum_remove_partial_index',
    before: withIndex(VALUES),
    after: withIndex(['1m', '1d']),
    seed: "insert into key values ('1d'); insert into bars values (1, '1d')",
  },
  {
    // The way back adds a value and uses it, which one transaction cannot do.
    name: 'enum_remove_value_of_default',
    before: enums(VALUES, { default: '1h' }),
    after: enums(['1m', '1d']),
    seed: SEED,
    worksBack: 'insert into bars (id) values (9)',
  },
  {
    name: 'enum_remove_value_of_check',
    before: withIndex(VALUES),
    after: withIndex(['1h', '1d'], '1h'),
    seed: "insert into key values ('1d'); insert into bars values (1, '1d')",
  },
  {
    name: 'enum_remove_value_of_default_and_rename',
    before: enums(VALUES, { default: '1h' }),
    after: enums(['minute', '1d'], { default: 'minute' }),
    renames: ["bar_timeframe.'1m'=minute"],
    seed: SEED,
    worksBack: 'insert into bars (id) values (9)',
  },
  { name: 'enum_reorder', before: base, after: enums(['1d', '1h', '1m']), seed: SEED },
  {
    name: 'enum_drop',
    before: base,
    after: {
      bars: p.pgTable('bars', { id: p.integer().primaryKey() }),
      marks: p.pgTable('marks', { id: p.integer().primaryKey() }),
    },
    seed: SEED,
    loses: true,
  },
  {
    name: 'enum_to_text',
    before: base,
    after: { ...base, bars: p.pgTable('bars', { id: p.integer().primaryKey(), tf: p.text().notNull().default('1d') }) },
    seed: SEED,
  },
  {
    name: 'text_to_enum',
    before: {
      ...base,
      bars: p.pgTable('bars', { id: p.integer().primaryKey(), tf: p.text().notNull().default('1d') }),
    },
    after: base,
    seed: SEED,
  },
];
