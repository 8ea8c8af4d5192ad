import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const table = (name = 't', key = 'k', more: Readonly<Record<string, p.AnyPgColumnBuilder>> = {}) =>
  p.pgTable(name, { id: p.integer().notNull(), k: p.text(key).notNull(), n: p.integer(), ...more }, (t) => [
    p.primaryKey({ name: 't_pkey', columns: [t.id, t.k] }),
    p.index('t_n').on(t.n),
  ]);
const events = p.pgTable('e', { ts: p.timestamp({ withTimezone: true }).notNull(), n: p.integer() });

/** A table, and how a comment in `sql/` partitions it. */
const by = (how: string, of = table(), name = 't'): Exports => ({ t: of, sql: `-- partition: ${name} by ${how}` });
const AB = "list (k) values a ('a'), b ('b')";
const ROWS = "insert into t (id, k, n) values (1, 'a', 10), (2, 'b', 20)";
const C = "insert into t (id, k) values (3, 'c')";

/** Drizzle has no words for partitions, so there is nothing that drizzle-kit could write. */
export const PARTITION_KINDS: readonly Kind[] = [
  { name: 'partition_list', before: {}, after: by(AB), works: ROWS },
  { name: 'partition_list_of_rows', before: { t: table() }, after: by(AB), seed: ROWS },
  { name: 'partition_list_more_rows', before: { t: table() }, after: by(AB), seed: `${ROWS}; ${C}`, fails: 'upgrade' },
  { name: 'partition_list_gone', before: by(AB), after: { t: table() }, seed: ROWS },
  { name: 'partition_added', before: by(AB), after: by(`${AB}, c ('c')`), seed: ROWS, works: C },
  {
    name: 'partition_out_of_default',
    before: by(`${AB}, default`),
    after: by(`${AB}, c ('c'), default`),
    seed: `${ROWS}; ${C}`,
  },
  {
    name: 'partition_value_moved',
    before: by("list (k) values a ('a', 'b'), c ('c')"),
    after: by("list (k) values a ('a'), c ('b', 'c')"),
    seed: `${ROWS}; ${C}`,
  },
  { name: 'partition_value_gone', before: by(AB), after: by("list (k) values a ('a')"), seed: ROWS, fails: 'upgrade' },
  { name: 'partition_default_added', before: by(AB), after: by(`${AB}, default`), seed: ROWS, works: C },
  {
    name: 'partition_default_gone',
    before: by(`${AB}, default`),
    after: by(AB),
    seed: `${ROWS}; ${C}`,
    fails: 'upgrade',
  },
  { name: 'partition_hash', before: {}, after: by('hash (id) into 2'), works: ROWS },
  { name: 'partition_hash_modulus', before: by('hash (id) into 2'), after: by('hash (id) into 3'), seed: ROWS },
  { name: 'partition_list_to_hash', before: by(AB), after: by('hash (id) into 2'), seed: ROWS },
  {
    name: 'partition_range',
    before: {},
    after: { e: events, sql: '-- partition: e by range (ts) every month from 2025-12-01 ahead 2 default' },
    works: "insert into e values ('2025-12-24'), ('1999-01-01')",
  },
  {
    name: 'partition_hypertable_elsewhere',
    before: {},
    after: { e: events, sql: '-- hypertable: e by ts, chunk 7d, retain 2y, else every year ahead 1' },
    works: "insert into e values ('2026-12-24')",
  },
  {
    name: 'partition_table_renamed',
    before: by(AB),
    after: by(AB, table('u'), 'u'),
    renames: ['table t=u'],
    seed: ROWS,
  },
  {
    name: 'partition_key_renamed',
    before: by(AB),
    after: by(AB.replace('(k)', '(key)'), table('t', 'key')),
    renames: ['t.k=key'],
    seed: ROWS,
  },
  { name: 'partition_column_added', before: by(AB), after: by(AB, table('t', 'k', { m: p.integer() })), seed: ROWS },
  { name: 'partition_table_dropped', before: by(AB), after: {}, seed: ROWS, loses: true },
];
