import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

const one = (c: p.AnyPgColumnBuilder): Exports => ({ t: p.pgTable('t', { id: p.integer().primaryKey(), c }) });
const seed = (value: string): string => `insert into t values (1, ${value}), (2, null)`;
const custom = (type: string) => p.customType<{ data: string }>({ dataType: () => type })();

/** Changes of types other than numbers, on rows. */
export const SPELLING_KINDS: readonly Kind[] = [
  {
    name: 'array_of_wider_numbers',
    before: one(p.integer().array()),
    after: one(p.bigint({ mode: 'number' }).array()),
    seed: seed("'{1,2}'"),
  },
  {
    name: 'array_of_text_to_varchar',
    before: one(p.text().array().default(['a'])),
    after: one(p.varchar({ length: 40 }).array().default(['b', "c'd"])),
    seed: seed("'{x,NULL}'"),
  },
  {
    name: 'array_of_text_to_integers',
    before: one(p.text().array()),
    after: one(p.integer().array()),
    seed: seed("'{1,2}'"),
  },
  {
    name: 'array_default_emptied',
    before: one(p.integer().array().default([1, 2])),
    after: one(p.integer().array().notNull().default([])),
    seed: "insert into t values (1, '{3}')",
  },
  {
    name: 'default_kept_varchar_widened',
    before: one(p.varchar({ length: 8 }).default('x')),
    after: one(p.varchar({ length: 16 }).default('x')),
    seed: seed("'abc'"),
  },
  {
    name: 'default_kept_char_to_text',
    before: one(p.char({ length: 2 }).default('xy')),
    after: one(p.text().default('xy')),
    seed: seed("'ab'"),
  },
  {
    name: 'default_kept_varchar_array_to_text_array',
    before: one(p.varchar({ length: 8 }).array().default(['x'])),
    after: one(p.text().array().default(['x'])),
    seed: seed("'{abc}'"),
  },
  {
    name: 'default_kept_timestamp_precision',
    before: one(p.timestamp({ mode: 'string', precision: 3 }).default('2026-01-01 00:00:00')),
    after: one(p.timestamp({ mode: 'string' }).default('2026-01-01 00:00:00')),
    seed: seed("'2026-05-05'"),
  },
  {
    name: 'default_kept_expression_varchar_to_text',
    before: one(p.varchar({ length: 40 }).default(sql`md5('a')`)),
    after: one(p.text().default(sql`md5('a')`)),
    seed: seed("'abc'"),
  },
  {
    name: 'json_to_jsonb',
    before: one(p.json().default({ a: 1 })),
    after: one(p.jsonb().default({ a: 1 })),
    seed: seed(`'{"k": [1, null]}'`),
  },
  { name: 'text_to_json_column', before: one(p.text()), after: one(p.jsonb()), seed: seed(`'{"k": 1}'`) },
  {
    name: 'varchar_to_text',
    before: one(p.varchar({ length: 20 }).notNull().default('x')),
    after: one(p.text().notNull().default('x')),
    seed: "insert into t values (1, 'abc')",
  },
  {
    name: 'char_to_varchar',
    before: one(p.char({ length: 3 })),
    after: one(p.varchar({ length: 8 })),
    seed: seed("'abc'"),
  },
  {
    name: 'uuid_to_text',
    before: one(p.uuid().defaultRandom()),
    after: one(p.text()),
    seed: seed("'0b8c3f0e-28a1-4c6e-9d0a-111111111111'"),
  },
  {
    name: 'timestamp_precision',
    before: one(p.timestamp({ withTimezone: true })),
    after: one(p.timestamp({ withTimezone: true, precision: 0 })),
    seed: seed("'2026-01-01 10:00:00.9+00'"),
    loses: true,
  },
  {
    name: 'timestamptz_to_date',
    before: one(p.timestamp({ withTimezone: true })),
    after: one(p.date()),
    seed: seed("'2026-01-01 10:00+00'"),
    loses: true,
  },
  {
    name: 'date_to_timestamp',
    before: one(p.date().defaultNow()),
    after: one(p.timestamp().defaultNow()),
    seed: seed("'2026-01-01'"),
  },
  { name: 'time_to_interval', before: one(p.time()), after: one(p.interval()), seed: seed("'10:30'") },
  {
    name: 'interval_fields',
    before: one(p.interval()),
    after: one(p.interval({ fields: 'day to second' })),
    seed: seed("'3 days 04:05'"),
  },
  { name: 'inet_to_cidr', before: one(p.inet()), after: one(p.cidr()), seed: seed("'10.0.0.0/8'") },
  {
    name: 'boolean_to_text',
    before: one(p.boolean().default(false)),
    after: one(p.text().default('no')),
    seed: seed('true'),
  },
  {
    name: 'text_to_boolean',
    before: one(p.text().default('true')),
    after: one(p.boolean().default(true)),
    seed: seed("'true'"),
  },
  {
    name: 'bit_widened',
    before: one(custom('bit varying(4)')),
    after: one(custom('bit varying(8)')),
    seed: seed("B'1010'"),
  },
  { name: 'point_to_text', before: one(p.text()), after: one(p.point({ mode: 'xy' })), seed: seed("'(1,2)'") },
  {
    name: 'custom_type_to_built_in',
    before: one(custom('tsrange')),
    after: one(p.text()),
    seed: seed("'[2026-01-01,2026-02-01)'"),
  },
  { name: 'custom_type_collated', before: one(custom('name')), after: one(custom('text')), seed: seed("'x'") },
  {
    name: 'type_and_not_null_and_default',
    before: one(p.text()),
    after: one(p.integer().notNull().default(7)),
    seed: "insert into t values (1, '5')",
  },
  {
    name: 'default_function_changed',
    before: one(p.text().default(sql`md5('a')`)),
    after: one(p.text().default(sql`upper(md5('b'))`)),
    seed: seed("'x'"),
  },
  {
    name: 'default_timestamp_literal',
    before: one(p.timestamp({ mode: 'string' })),
    after: one(p.timestamp({ mode: 'string' }).default('2026-01-01 00:00:00')),
    seed: seed("'2026-05-05'"),
  },
  {
    name: 'check_with_functions',
    before: one(p.text()),
    after: {
      t: p.pgTable('t', { id: p.integer().primaryKey(), c: p.text() }, (it) => [
        p.check('c_ok', sql`${it.c} ~ '^[a-z]+$' and length(trim(${it.c})) between 1 and 9`),
      ]),
    },
    seed: seed("'abc'"),
  },
];
