import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

const LONG = 'a_table_whose_name_has_exactly_sixty_three_bytes_which_is_all_';
/** A table with everything that has a name, all of which are made from these. */
const whole = (table: string, column: string, more: Readonly<Record<string, p.AnyPgColumnBuilder>> = {}): Exports => {
  const of = p.pgTable(table, { id: p.integer().primaryKey(), named: p.text(column), ...more }, (it) => [
    p.index(`${column} i`).on(it.named),
    p.check(`${column} c`, sql`${it.named} <> ''`),
    p.pgPolicy(`${column} p`, { using: sql`${it.named} = 'x'` }),
  ]);
  const view = p.pgView(`${table} v`).as((qb) => qb.select({ named: of.named }).from(of));
  return { of, view };
};
const row = (table: string): string => `insert into ${table} values (1, 'x')`;
const long = (n: 1 | 2, column: string): Exports => {
  const to = p.pgTable(`${LONG}${n}`.slice(0, 62) + n, { id: p.integer().primaryKey() });
  return {
    to,
    from: p.pgTable('long_from', { id: p.integer().primaryKey(), ref: p.integer(column).references(() => to.id) }),
  };
};
const moods = (name: string, values: readonly [string, ...string[]]): Exports => {
  const mood = p.pgEnum(name, values);
  return { mood, t: p.pgTable('t', { id: p.integer().primaryKey(), mood: mood() }) };
};
const bare = (columns: Readonly<Record<string, p.AnyPgColumnBuilder>>): Exports => ({ t: p.pgTable('t', columns) });

/** Names that need quotes, are long, or are words of SQL. */
export const NAMING_KINDS: readonly Kind[] = [
  {
    name: 'names_reserved',
    before: whole('user', 'order'),
    after: whole('user', 'order', { select: p.integer().default(1) }),
    seed: row('"user"'),
  },
  {
    name: 'names_reserved_renamed',
    before: whole('user', 'order'),
    after: whole('group', 'order'),
    renames: ['user=group', 'view "user v"="group v"'],
    seed: row('"user"'),
  },
  {
    name: 'names_with_apostrophes',
    before: whole("it's", "isn't"),
    after: whole("it's", "isn't", { "can't": p.text().default("'") }),
    seed: row('"it\'s"'),
  },
  {
    name: 'names_with_dots_and_spaces',
    before: whole('a.b c', 'd.e f'),
    after: whole('a.b c', 'd.e f', { 'g.h': p.text() }),
    seed: row('"a.b c"'),
  },
  {
    name: 'names_unicode',
    before: whole('größe', 'naïve'),
    after: whole('größe', 'naïve', { 名前: p.text().default('日本') }),
    seed: row('"größe"'),
  },
  {
    name: 'names_case',
    before: whole('Users', 'firstName'),
    after: whole('Users', 'firstName', { lastName: p.text() }),
    seed: row('"Users"'),
  },
  {
    name: 'names_case_renamed',
    before: bare({ id: p.integer(), userName: p.text() }),
    after: bare({ id: p.integer(), user_name: p.text() }),
    renames: ['t."userName"=user_name'],
    seed: row('t'),
  },
  {
    name: 'names_63_bytes_fk',
    before: long(1, 'ref'),
    after: long(1, 'reference'),
    renames: ['long_from.ref=reference'],
    seed: '',
  },
  {
    name: 'names_enum_like_a_type',
    before: moods('text_kind', ['a']),
    after: moods('text_kind', ['a', 'b c', 'd"e']),
    seed: "insert into t values (1, 'a')",
  },
  {
    name: 'names_enum_quoted',
    before: moods("Mood's x", ['a', 'b']),
    after: moods("Mood's x", ['b']),
    seed: "insert into t values (1, 'b')",
  },
  { name: 'table_without_columns', before: {}, after: bare({}) },
  {
    name: 'table_gets_first_column',
    before: bare({}),
    after: bare({ id: p.integer() }),
    seed: 'insert into t default values',
  },
  {
    name: 'table_loses_last_column',
    before: bare({ id: p.integer() }),
    after: bare({}),
    seed: 'insert into t values (1)',
    loses: true,
  },
];
