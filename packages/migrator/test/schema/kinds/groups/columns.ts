import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const SEED = "insert into t (id, a, n) values (1, 'x', 10), (2, null, null), (3, 'it''s', 7)";

/** The table of most kinds, with more or other columns. */
const t = <C extends Record<string, p.AnyPgColumnBuilder>>(columns: C) =>
  p.pgTable('t', { id: p.integer().primaryKey(), a: p.text(), n: p.integer(), ...columns });
const base: Exports = { t: t({}) };
const indexed = (b: string, check = sql`length("a") < 100`): Exports => {
  const table = p.pgTable(
    't',
    { id: p.integer().primaryKey(), a: p.text(), n: p.integer(), b: p.text(b).notNull().default('q') },
    (it) => [
      p.index('t_b_idx').on(it.b),
      p.uniqueIndex('t_id_b_idx').on(it.id, it.b),
      p.index('t_lower_idx').on(sql`lower(${it.b})`).where(sql`${it.b} <> 'z'`),
      p.check('t_b_check', sql`length(${it.b}) > 0`),
      p.check('t_a_check', check),
    ],
  );
  return { t: table, v: p.pgView('v').as((qb) => qb.select({ id: table.id, b: table.b }).from(table)) };
};

export const COLUMN_KINDS: readonly Kind[] = [
  { name: 'add_col_null', before: base, after: { t: t({ b: p.text() }) }, seed: SEED },
  {
    name: 'add_col_notnull_default',
    before: base,
    after: { t: t({ b: p.integer().notNull().default(5) }) },
    seed: SEED,
  },
  {
    name: 'add_col_notnull',
    before: base,
    after: { t: t({ b: p.integer().notNull() }) },
    seed: SEED,
    fails: 'upgrade',
  },
  { name: 'add_col_array', before: base, after: { t: t({ b: p.text().array().default(['a', "b'c"]) }) }, seed: SEED },
  {
    name: 'drop_col',
    before: { t: t({ b: p.text() }) },
    after: base,
    seed: `${SEED}; update t set b = 'kept?'`,
    loses: true,
  },
  {
    name: 'drop_col_notnull',
    before: indexed('b'),
    after: {
      t: p.pgTable('t', { id: p.integer().primaryKey(), a: p.text(), n: p.integer() }, () => [
        p.check('t_a_check', sql`length("a") < 100`),
      ]),
    },
    seed: `${SEED}; update t set b = 'other'`,
    loses: true,
  },
  {
    name: 'drop_col_notnull_no_default',
    before: { t: t({ b: p.integer().notNull() }) },
    after: base,
    seed: "insert into t values (1, 'x', 1, 2)",
    fails: 'downgrade',
    loses: true,
  },
  {
    name: 'drop_col_under_star_view',
    before: { t: t({ b: p.text() }), v: p.pgView('v', { id: p.integer() }).as(sql`select * from t`) },
    after: { ...base, v: p.pgView('v', { id: p.integer() }).as(sql`select * from t`) },
    seed: `${SEED}; update t set b = 'b'`,
    loses: true,
  },
  {
    name: 'two_renames',
    before: { t: t({ b: p.text(), c: p.text() }) },
    after: { t: t({ b2: p.text(), c2: p.text() }) },
    renames: ['t.b=b2', 'column t.c=c2'],
    seed: `${SEED}; update t set b = 'b', c = 'c'`,
  },
  {
    name: 'rename_col',
    before: base,
    after: { t: p.pgTable('t', { id: p.integer().primaryKey(), z: p.text(), n: p.integer() }) },
    renames: ['t.a=z'],
    seed: SEED,
  },
  {
    name: 'rename_col_in_view_check',
    before: indexed('b'),
    after: indexed('new name'),
    renames: ['t.b="new name"'],
    seed: SEED,
  },
  {
    name: 'rename_col_indexed',
    before: {
      t: p.pgTable('t', { id: p.integer().primaryKey(), b: p.text().unique() }, (it) => [
        p.index().on(it.b),
        p.unique().on(it.id, it.b),
      ]),
    },
    after: {
      t: p.pgTable('t', { id: p.integer().primaryKey(), b: p.text('c').unique() }, (it) => [
        p.index().on(it.b),
        p.unique().on(it.id, it.b),
      ]),
    },
    renames: ['t.b=c'],
    seed: "insert into t values (1, 'x')",
  },
  {
    name: 'rename_col_type',
    before: { t: t({ b: p.text() }) },
    after: { t: t({ c: p.varchar({ length: 80 }) }) },
    renames: ['t.b=c'],
    seed: `${SEED}; update t set b = 'short'`,
  },
  {
    name: 'set_not_null',
    before: base,
    after: { t: p.pgTable('t', { id: p.integer().primaryKey(), a: p.text().notNull(), n: p.integer() }) },
    seed: SEED,
    fails: 'upgrade',
  },
  {
    name: 'drop_not_null',
    before: { t: t({ b: p.integer().notNull() }) },
    after: { t: t({ b: p.integer() }) },
    seed: 'insert into t values (1, null, 1, 1)',
    used: 'insert into t values (2, null, 1, null)',
    fails: 'downgrade',
  },
  {
    name: 'set_default',
    before: base,
    after: { t: p.pgTable('t', { id: p.integer().primaryKey(), a: p.text().default("it's"), n: p.integer() }) },
    seed: SEED,
  },
  {
    name: 'default_now',
    before: { t: t({ b: p.timestamp() }) },
    after: { t: t({ b: p.timestamp().defaultNow() }) },
    seed: SEED,
  },
  {
    name: 'jsonb_default',
    before: { t: t({ b: p.jsonb() }) },
    after: {
      t: t({
        b: p
          .jsonb()
          .notNull()
          .default({ a: [1, "q'"] }),
      }),
    },
    seed: `${SEED}; update t set b = '{}'`,
  },
  {
    name: 'generated_add',
    before: base,
    after: { t: t({ g: p.integer().generatedAlwaysAs(sql`"n" * 2`) }) },
    seed: SEED,
  },
  {
    name: 'generated_change',
    before: {
      t: p.pgTable(
        't',
        { id: p.integer().primaryKey(), n: p.integer(), g: p.integer().generatedAlwaysAs(sql`"n" * 2`) },
        (it) => [p.index('t_g_idx').on(it.g), p.check('t_g_check', sql`${it.g} < 100`)],
      ),
    },
    after: {
      t: p.pgTable(
        't',
        { id: p.integer().primaryKey(), n: p.integer(), g: p.integer().generatedAlwaysAs(sql`"n" * 3`) },
        (it) => [p.index('t_g_idx').on(it.g), p.check('t_g_check', sql`${it.g} < 100`)],
      ),
    },
    seed: 'insert into t values (1, 2)',
  },
  {
    name: 'generated_drop',
    before: { t: t({ g: p.integer().generatedAlwaysAs(sql`"n" * 2`) }) },
    after: { t: t({ g: p.integer() }) },
    seed: SEED,
  },
  {
    name: 'rename_col_under_generated',
    before: { t: p.pgTable('t', { n: p.integer(), g: p.integer().generatedAlwaysAs(sql`"n" * 2`) }) },
    after: { t: p.pgTable('t', { m: p.integer(), g: p.integer().generatedAlwaysAs(sql`"m" * 2`) }) },
    renames: ['t.n=m'],
    seed: 'insert into t values (4)',
  },
];
