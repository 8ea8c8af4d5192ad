import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Kind } from '../kind.ts';

const SEED = 'insert into t (id) values (1), (2)';

const t = <C extends Record<string, p.AnyPgColumnBuilder>>(columns: C) =>
  p.pgTable('t', { id: p.integer().primaryKey(), ...columns });

const celsius = p.customType<{ data: { readonly degrees: number }; driverData: string }>({
  dataType: () => 'numeric(5,2)',
  toDriver: ({ degrees }) => degrees.toFixed(2),
  fromDriver: (text) => ({ degrees: Number(text) }),
});
const folded = p.customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: (it) => sql`lower(${it})`,
});

/** Defaults that are easily written otherwise than JavaScript says them. `works` looks at the value that a new row has. */
export const DEFAULT_KINDS: readonly Kind[] = [
  {
    name: 'default_backslash',
    before: { t: t({ b: p.text() }) },
    after: { t: t({ b: p.text().default('C:\\tmp') }) },
    seed: SEED,
    works: String.raw`insert into t (id) values (9); select 1 / (b = 'C:\tmp')::int from t where id = 9`,
  },
  {
    name: 'default_line_break',
    before: { t: t({}) },
    after: { t: t({ b: p.text().notNull().default('one\r\ntwo') }) },
    seed: SEED,
    works: String.raw`insert into t (id) values (9); select 1 / (b = E'one\r\ntwo')::int from t where id = 9`,
  },
  {
    name: 'default_text_array',
    before: { t: t({ b: p.text().array() }) },
    after: { t: t({ b: p.text().array().default(['NULL', ' sp ', 'null', '{x}']) }) },
    seed: SEED,
    works: `insert into t (id) values (9); select 1 / (b = array['NULL', ' sp ', 'null', '{x}'])::int from t where id = 9`,
  },
  {
    name: 'default_jsonb_array',
    before: { t: t({ b: p.jsonb().array().default([]) }) },
    after: {
      t: t({
        b: p
          .jsonb()
          .array()
          .default([{ a: 1 }]),
      }),
    },
    seed: SEED,
    works: `insert into t (id) values (9); select 1 / (b = array['{"a": 1}']::jsonb[])::int from t where id = 9`,
  },
  {
    name: 'default_jsonb_key',
    before: { t: t({}) },
    after: { t: t({ b: p.jsonb().default({ "it's": 1 }) }) },
    seed: SEED,
    works: `insert into t (id) values (9); select 1 / (b ->> 'it''s' = '1')::int from t where id = 9`,
  },
  {
    name: 'default_custom_type',
    before: { t: t({}) },
    after: { t: t({ b: celsius().default({ degrees: 21.5 }) }) },
    seed: SEED,
    works: 'insert into t (id) values (9); select 1 / (b = 21.5)::int from t where id = 9',
  },
  {
    name: 'default_custom_sql',
    before: { t: t({}) },
    after: { t: t({ b: folded().default('ABC') }) },
    seed: SEED,
    works: `insert into t (id) values (9); select 1 / (b = 'abc')::int from t where id = 9`,
  },
  {
    name: 'default_sql_value',
    before: { t: t({}) },
    after: { t: t({ b: p.text().default(sql`lower(${'ABC'})`) }) },
    seed: SEED,
    works: `insert into t (id) values (9); select 1 / (b = 'abc')::int from t where id = 9`,
  },
  {
    name: 'default_not_a_number',
    before: { t: t({}) },
    // Declared when it is tried: drizzle-orm 0.45 has no bytea.
    get after() {
      return { t: t({ b: p.doublePrecision().default(Number.NaN), c: p.bytea().default(Buffer.from([0, 255])) }) };
    },
    seed: SEED,
    works: String.raw`insert into t (id) values (9); select 1 / (b = 'NaN' and c = '\x00ff')::int from t where id = 9`,
  },
];
