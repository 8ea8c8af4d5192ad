import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const SEED = "insert into t (id, a, b) values (1, 'a1', 'b1'), (2, null, 'b2'), (3, 'a3', 'b3')";

/** Two or three texts in a table, which all that can name a column names. */
const texts = (...names: readonly string[]): Exports => ({
  t: p.pgTable(
    't',
    { id: p.integer().primaryKey(), ...Object.fromEntries(names.map((name) => [name, p.text()])) },
    () => [
      p
        .index('t_first_idx')
        .on(sql.raw(`lower("${names[0]}")`))
        .where(sql.raw(`"${names[1]}" <> 'z'`)),
      p.check('t_check', sql.raw(`length("${names[0]}") < 100 or "${names[1]}" is null`)),
    ],
  ),
});

/** Columns that number their rows. */
const numbers = (first: string, second: string): Exports => ({
  t: p.pgTable('t', {
    id: p.integer().primaryKey(),
    [first]: p.serial(),
    [second]: p.serial(),
    [`${first}_i`]: p.integer().generatedAlwaysAsIdentity(),
    [`${second}_i`]: p.integer().generatedAlwaysAsIdentity(),
  }),
});

/** Tables of two kinds that refer to each other, with every name that is made of theirs. */
const tables = (posts: string, people: string): Exports => {
  const users = p.pgTable(people, { id: p.serial().primaryKey(), mail: p.text().unique() });
  return {
    users,
    posts: p.pgTable(posts, { id: p.serial().primaryKey(), by: p.integer().references(() => users.id) }, (it) => [
      p.index().on(it.by),
    ]),
  };
};
const TABLE_SEED = "insert into users (mail) values ('x'); insert into posts (by) values (1), (null)";

const mood = (...values: readonly [string, ...string[]]): Exports => {
  const type = p.pgEnum('mood', values);
  return {
    mood: type,
    t: p.pgTable('t', { id: p.integer().primaryKey(), m: type('m').default('sad'), all: type('all').array() }, () => [
      p.index('t_sad_idx').on(sql`id`).where(sql`m = 'sad'`),
    ]),
  };
};

/** Everything of a table that can name a value. */
const states = (...values: readonly [string, ...string[]]): Exports => {
  const type = p.pgEnum('state', values);
  const open = sql.raw(`'${values[0]}'`);
  return {
    type,
    t: p.pgTable(
      't',
      {
        id: p.integer().primaryKey(),
        s: type('s').default(values[0]),
        all: type('all').array().default([values[0]]),
        isOpen: p.boolean('is_open').generatedAlwaysAs(sql`s = ${open}`),
        text: p.text().generatedAlwaysAs(sql`case when s = ${open} then 'open' else ${open}::text end`),
      },
      (it) => [
        p.index('t_open_idx').on(it.id).where(sql`${it.s} = ${open}`),
        p.uniqueIndex('t_text_idx').on(it.id, sql`coalesce(s, ${open})`),
        p.check('t_check', sql`${it.s} in (${open}, ${sql.raw(`'${values[1]}'`)}) or s is null`),
        p.pgPolicy('t_policy', { using: sql`${it.s} <> ${open}` }),
      ],
    ),
  };
};

const enums = (first: string, second: string): Exports => {
  const [a, b] = [p.pgEnum(first, ['x', 'y']), p.pgEnum(second, ['y', 'z', 'w'])];
  return { a, b, t: p.pgTable('t', { id: p.integer().primaryKey(), a: a('a').default('x'), b: b('b').array() }) };
};

const named = (index: string, unique: string, other: string, check: string, policy: string): Exports => ({
  t: p.pgTable('t', { id: p.integer().primaryKey(), a: p.text(), b: p.text() }, (it) => [
    p.index(index).on(it.a),
    p.unique(unique).on(it.b),
    p.check(check, sql`length(a) > 0`),
    p.check(check === 'one' ? 'two' : 'one', sql`length(b) > 0`),
    p.pgPolicy(policy, { using: sql`true` }),
    p.pgPolicy(policy === 'one' ? 'two' : 'one', { using: sql`false` }),
  ]),
  u: p.pgTable('u', { id: p.integer().primaryKey(), a: p.text() }, (it) => [p.index(other).on(it.a)]),
});

const sequences = (first: string, second: string): Exports => ({
  one: p.pgSequence(first, { startWith: 5 }),
  two: p.pgSequence(second, { startWith: 50, increment: 5 }),
});

const views = (first: string, second: string): Exports => {
  const table = p.pgTable('t', { id: p.integer().primaryKey(), a: p.text() });
  return {
    table,
    one: p.pgView(first).as((qb) => qb.select({ id: table.id }).from(table)),
    two: p.pgMaterializedView(second).as((qb) => qb.select({ a: table.a }).from(table)),
  };
};

const inSchemas = (first: readonly [string, string], second: readonly [string, string]): Exports => {
  const [app, core] = [p.pgSchema('app'), p.pgSchema('core')];
  const [a, b] = [
    { id: p.serial().primaryKey(), a: p.text().unique() },
    { id: p.serial().primaryKey(), b: p.integer() },
  ];
  const one = first[0] === 'app' ? app.table(first[1], a) : core.table(first[1], a);
  const two = second[0] === 'app' ? app.table(second[1], b) : core.table(second[1], b);
  return { app, core, one, two };
};

export const RENAME_CHAIN_KINDS: readonly Kind[] = [
  {
    name: 'rename_chain_columns',
    before: texts('a', 'b'),
    after: texts('b', 'c'),
    renames: ['t.a=b', 't.b=c'],
    seed: SEED,
  },
  {
    name: 'rename_swap_columns',
    before: texts('a', 'b'),
    after: texts('b', 'a'),
    renames: ['t.a=b', 't.b=a'],
    seed: SEED,
  },
  {
    name: 'rename_cycle_columns',
    before: texts('a', 'b', 'c'),
    after: texts('b', 'c', 'a'),
    renames: ['t.a=b', 't.b=c', 't.c=a'],
    seed: `${SEED}; update t set c = 'c'`,
  },
  {
    name: 'rename_swap_numbered_columns',
    before: numbers('a', 'b'),
    after: numbers('b', 'a'),
    renames: ['t.a=b', 't.b=a', 't.a_i=b_i', 't.b_i=a_i'],
    seed: 'insert into t (id) values (1), (2)',
    works: 'insert into t (id) values (9)',
    worksBack: 'insert into t (id) values (9)',
  },
  {
    name: 'rename_to_dropped_column',
    before: texts('a', 'b'),
    after: { t: p.pgTable('t', { id: p.integer().primaryKey(), b: p.text() }) },
    renames: ['column t.a=b'],
    seed: SEED,
    loses: true,
  },
  {
    name: 'rename_column_and_new_one',
    before: { t: p.pgTable('t', { id: p.integer().primaryKey(), a: p.text(), n: p.serial() }) },
    after: {
      t: p.pgTable('t', { id: p.integer().primaryKey(), a: p.integer(), b: p.text(), n: p.serial(), m: p.serial() }),
    },
    renames: ['t.a=b', 't.n=m'],
    seed: "insert into t (id, a) values (1, 'a1')",
    works: 'insert into t (id) values (9)',
  },
  {
    name: 'rename_swap_tables',
    before: tables('posts', 'users'),
    after: tables('users', 'posts'),
    renames: ['posts=users', 'users=posts'],
    seed: TABLE_SEED,
    works: "insert into users default values; insert into posts (mail) values ('z')",
  },
  {
    name: 'rename_chain_tables',
    before: tables('posts', 'users'),
    after: tables('users', 'people'),
    renames: ['posts=users', 'users=people'],
    seed: TABLE_SEED,
    works: "insert into users default values; insert into people (mail) values ('z')",
  },
  {
    name: 'rename_table_and_new_one',
    before: tables('posts', 'users'),
    after: {
      ...tables('posts', 'people'),
      fresh: p.pgTable('users', { id: p.serial().primaryKey(), mail: p.text().unique() }),
    },
    renames: ['table users=people'],
    seed: TABLE_SEED,
    works: "insert into users default values; insert into people (mail) values ('z')",
    worksBack: 'insert into users default values',
  },
  {
    name: 'rename_swap_enum_values',
    before: mood('sad', 'ok', 'glad'),
    after: mood('glad', 'ok', 'sad'),
    renames: ["mood.'sad'=glad", "mood.'glad'=sad"],
    seed: "insert into t (id, m, \"all\") values (1, 'glad', '{sad,ok}'), (2, default, '{}')",
  },
  {
    name: 'rename_chain_enum_values',
    before: mood('sad', 'ok', 'glad'),
    after: mood('low', 'sad', 'glad'),
    renames: ["mood.'sad'=low", "mood.'ok'=sad"],
    seed: "insert into t (id, m, \"all\") values (1, 'glad', '{sad,ok}'), (2, default, '{}')",
  },
  {
    name: 'rename_value_named_everywhere',
    before: states('open', 'paid'),
    after: states('new', 'paid'),
    renames: ["state.'open'=new"],
    seed: "insert into t (id, s) values (1, default), (2, 'paid'), (3, null)",
  },
  {
    name: 'rename_swap_values_named_everywhere',
    before: states('open', 'paid'),
    after: states('paid', 'open'),
    renames: ["state.'open'=paid", "state.'paid'=open"],
    seed: "insert into t (id, s) values (1, default), (2, 'paid'), (3, null)",
  },
  {
    name: 'rename_swap_enums',
    before: enums('low', 'high'),
    after: enums('high', 'low'),
    renames: ['enum low=high', 'enum high=low'],
    seed: "insert into t (id, b) values (1, '{y,w}')",
  },
  {
    name: 'rename_swap_sequences',
    before: sequences('s', 'r'),
    after: sequences('r', 's'),
    renames: ['sequence s=r', 'sequence r=s'],
    seed: "select nextval('s'), nextval('r')",
  },
  {
    name: 'rename_swap_views',
    before: views('v', 'w'),
    after: views('w', 'v'),
    renames: ['view v=w', 'view w=v'],
    seed: "insert into t values (1, 'a')",
  },
  {
    name: 'rename_swap_named_parts',
    before: named('i', 'k', 'j', 'one', 'one'),
    after: named('j', 'i', 'k', 'two', 'two'),
    renames: [
      'index t.i=j',
      'index u.j=k',
      'unique t.k=i',
      'check t.one=two',
      'check t.two=one',
      'policy t.one=two',
      'policy t.two=one',
    ],
    seed: "insert into t values (1, 'a', 'b')",
  },
  {
    name: 'rename_swap_across_schemas',
    before: inSchemas(['app', 'x'], ['core', 'y']),
    after: inSchemas(['core', 'y'], ['app', 'x']),
    renames: ['app.x=core.y', 'core.y=app.x'],
    seed: "insert into app.x (a) values ('a'); insert into core.y (b) values (1), (2)",
    works: 'insert into app.x default values; insert into core.y default values',
  },
  {
    name: 'rename_swap_schemas',
    before: inSchemas(['app', 'x'], ['core', 'x']),
    after: inSchemas(['core', 'x'], ['app', 'x']),
    renames: ['schema app=core', 'schema core=app'],
    seed: "insert into app.x (a) values ('a'); insert into core.x (b) values (1), (2)",
  },
];
