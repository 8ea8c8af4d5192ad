import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const one = (c: p.AnyPgColumnBuilder): Exports => ({ t: p.pgTable('t', { id: p.integer().primaryKey(), c }) });
const columns = (names: Readonly<Record<string, p.AnyPgColumnBuilder>>): Exports => ({
  t: p.pgTable('t', { id: p.integer().primaryKey(), ...names }),
});
const mood = (values: readonly [string, ...string[]], name = 'mood') => p.pgEnum(name, values);

/** A column's default that PostgreSQL cannot cast to the new type. */
export const UNCASTABLE_DEFAULT_KINDS: readonly Kind[] = [
  {
    name: 'default_text_to_integer',
    before: one(p.text().default('1')),
    after: one(p.integer().default(0)),
    seed: "insert into t values (1, '7')",
    works: 'insert into t (id) values (9); select 1 / (c = 0)::int from t where id = 9',
    worksBack: "insert into t (id) values (9); select 1 / (c = '1')::int from t where id = 9",
  },
  {
    name: 'default_goes_with_type',
    before: one(p.text().notNull().default('none')),
    after: one(p.integer().notNull()),
    seed: "insert into t values (1, '7')",
  },
  {
    name: 'default_same_text_other_type',
    before: one(p.text().default(sql`'1'`)),
    after: one(p.integer().default(sql`'1'`)),
    seed: "insert into t values (1, '7')",
    works: 'insert into t (id) values (9); select 1 / (c = 1)::int from t where id = 9',
  },
  {
    name: 'default_boolean_to_integer',
    before: one(p.boolean().default(true)),
    after: one(p.integer().default(1)),
    seed: 'insert into t values (1, false)',
  },
  {
    name: 'default_integer_to_boolean',
    before: one(p.integer().default(1)),
    after: one(p.boolean().default(true)),
    seed: 'insert into t values (1, 0)',
  },
  {
    name: 'default_varchar_to_enum',
    before: { m: mood(['sad', 'ok']), ...one(p.varchar({ length: 9 }).default('ok')) },
    get after() {
      const m = mood(['sad', 'ok']);
      return { m, ...one(m().default('ok')) };
    },
    seed: "insert into t values (1, 'sad')",
  },
  {
    name: 'default_enum_to_enum',
    get before() {
      const [m, n] = [mood(['sad', 'ok']), mood(['ok', 'sad', 'new'], 'other')];
      return { m, n, ...one(m().default('ok')) };
    },
    get after() {
      const [m, n] = [mood(['sad', 'ok']), mood(['ok', 'sad', 'new'], 'other')];
      return { m, n, ...one(n().default('sad')) };
    },
    seed: "insert into t values (1, 'sad')",
  },
  {
    name: 'default_text_to_array',
    before: one(p.text().default('x')),
    after: one(p.text().array().default([])),
    seed: "insert into t values (1, '{a,b}')",
  },
  {
    name: 'default_text_to_uuid',
    before: one(p.text().default('')),
    after: one(p.uuid().defaultRandom()),
    seed: "insert into t values (1, '0b8c3f0e-28a1-4c6e-9d0a-111111111111')",
  },
  {
    name: 'default_text_to_timestamp_renamed',
    before: columns({ made: p.text().default('now') }),
    after: columns({ made_at: p.timestamp({ withTimezone: true }).defaultNow() }),
    renames: ['column t.made=made_at'],
    seed: "insert into t values (1, '2026-01-01 00:00:00+00')",
  },
  {
    name: 'default_text_to_jsonb',
    before: one(p.text().notNull().default('{}')),
    after: one(p.jsonb().notNull().default({})),
    seed: `insert into t values (1, '{"a": 1}')`,
  },
];

/** A generated column that says NOT NULL. */
export const GENERATED_KINDS: readonly Kind[] = [
  {
    name: 'generated_notnull_add',
    before: columns({ a: p.text().notNull() }),
    after: columns({ a: p.text().notNull(), g: p.text().notNull().generatedAlwaysAs(sql`upper("a")`) }),
    seed: "insert into t values (1, 'x')",
  },
  {
    name: 'generated_notnull_set',
    before: columns({ a: p.text(), g: p.text().generatedAlwaysAs(sql`coalesce("a", '')`) }),
    after: columns({ a: p.text(), g: p.text().notNull().generatedAlwaysAs(sql`coalesce("a", '')`) }),
    seed: 'insert into t values (1, null)',
  },
  {
    name: 'generated_notnull_rows',
    before: columns({ a: p.text() }),
    after: columns({ a: p.text(), g: p.text().notNull().generatedAlwaysAs(sql`upper("a")`) }),
    seed: 'insert into t values (1, null)',
    fails: 'upgrade',
  },
  {
    name: 'generated_notnull_base_retyped',
    before: columns({ a: p.integer().notNull(), g: p.text().notNull().generatedAlwaysAs(sql`"a"::text || 'x'`) }),
    after: columns({ a: p.text().notNull(), g: p.text().notNull().generatedAlwaysAs(sql`"a"::text || 'x'`) }),
    seed: 'insert into t values (1, 5)',
  },
  {
    name: 'generated_notnull_expression',
    before: columns({ a: p.text().notNull(), g: p.text().notNull().generatedAlwaysAs(sql`upper("a")`) }),
    after: columns({ a: p.text().notNull(), g: p.text().notNull().generatedAlwaysAs(sql`lower("a")`) }),
    seed: "insert into t values (1, 'x')",
  },
];

export const EVERYDAY_KINDS: readonly Kind[] = [...UNCASTABLE_DEFAULT_KINDS, ...GENERATED_KINDS];
