import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

const columns = {
  id: p.integer().notNull(),
  a: p.text().notNull(),
  n: p.integer(),
  tags: p.text().array(),
  doc: p.jsonb(),
};
type Columns = p.PgBuildExtraConfigColumns<typeof columns>;
const t = (extra: (it: Columns) => p.PgTableExtraConfigValue[] = () => []): Exports => ({
  t: p.pgTable('t', columns, extra),
});
const SEED = `insert into t values (1, 'a', 4, '{x,y}', '{"k": 1}'), (2, 'b', null, null, null)`;

const keyed = (isLong: boolean): Exports =>
  t((it) => [
    isLong ? p.primaryKey({ columns: [it.id, it.a], name: 'pk' }) : p.primaryKey({ columns: [it.id], name: 'pk' }),
  ]);
const referring = () =>
  p.pgTable('u', { id: p.integer(), up: p.integer() }, (it) => [
    p.foreignKey({ name: 'up_fk', columns: [it.up], foreignColumns: [p.pgTable('t', columns).id] }),
  ]);

const KINDS: readonly Kind[] = [
  {
    name: 'index_to_unique',
    before: t((it) => [p.index('i').on(it.a)]),
    after: t((it) => [p.uniqueIndex('i').on(it.a)]),
  },
  {
    name: 'index_method',
    before: t((it) => [p.index('i').on(it.n)]),
    after: t((it) => [p.index('i').using('hash', it.n)]),
  },
  {
    name: 'index_with',
    before: t((it) => [p.index('i').on(it.n)]),
    after: t((it) => [p.index('i').on(it.n).with({ fillfactor: 70 })]),
  },
  {
    name: 'index_opclass',
    before: t((it) => [p.index('i').on(it.a)]),
    after: t((it) => [p.index('i').on(it.a.op('text_pattern_ops'))]),
  },
  {
    name: 'index_desc_nulls',
    before: t((it) => [p.index('i').on(it.n, it.a)]),
    after: t((it) => [p.index('i').on(it.n.desc().nullsLast(), it.a.asc())]),
  },
  {
    name: 'index_gin_array_and_json',
    before: t(),
    after: t((it) => [
      p.index('of_tags').using('gin', it.tags),
      p.index('of_doc').using('gin', it.doc.op('jsonb_path_ops')),
    ]),
  },
  {
    name: 'index_brin',
    before: t(),
    after: t((it) => [p.index('i').using('brin', it.id).with({ pages_per_range: 16 })]),
  },
  {
    name: 'index_partial_to_whole',
    before: t((it) => [p.index('i').on(it.a).where(sql`${it.n} is not null`)]),
    after: t((it) => [p.index('i').on(it.a)]),
  },
  {
    name: 'index_column_to_expression',
    before: t((it) => [p.index('i').on(it.a)]),
    after: t((it) => [p.index('i').on(sql`lower(${it.a})`, it.n)]),
  },
  {
    name: 'index_expression_on_json',
    before: t(),
    after: t((it) => [p.uniqueIndex('i').on(sql`(${it.doc} ->> 'k')`).where(sql`${it.doc} ? 'k'`)]),
  },
  {
    name: 'index_on_new_column',
    before: t(),
    after: {
      t: p.pgTable('t', { ...columns, b: p.text().default('b') }, (it) => [
        p.index().on(it.b),
        p.index().on(it.a, it.b),
      ]),
    },
  },
  {
    name: 'index_many_change_places',
    before: t((it) => [p.index('i').on(it.a), p.index('j').on(it.n)]),
    after: t((it) => [p.index('i').on(it.n), p.index('j').on(it.a)]),
  },
  {
    name: 'unique_nulls_not_distinct_changed',
    before: t((it) => [p.unique('u').on(it.n)]),
    after: t((it) => [p.unique('u').on(it.n).nullsNotDistinct()]),
  },
  {
    name: 'unique_columns_changed',
    before: t((it) => [p.unique('u').on(it.a)]),
    after: t((it) => [p.unique('u').on(it.n, it.a)]),
  },
  {
    name: 'unique_to_index',
    before: t((it) => [p.unique('u').on(it.a)]),
    after: t((it) => [p.uniqueIndex('u').on(it.a)]),
  },
  {
    name: 'pk_reordered',
    before: t((it) => [p.primaryKey({ columns: [it.id, it.a] })]),
    after: t((it) => [p.primaryKey({ columns: [it.a, it.id] })]),
  },
  {
    name: 'pk_renamed',
    before: t((it) => [p.primaryKey({ columns: [it.id, it.a], name: 'pk' })]),
    after: t((it) => [p.primaryKey({ columns: [it.id, it.a], name: 't_key' })]),
  },
  { name: 'pk_drop', before: t((it) => [p.primaryKey({ columns: [it.id, it.a] })]), after: t() },
  {
    name: 'pk_member_dropped',
    before: t((it) => [p.primaryKey({ columns: [it.id, it.a] })]),
    after: {
      t: p.pgTable('t', { id: p.integer().notNull(), n: p.integer(), tags: p.text().array(), doc: p.jsonb() }, (it) => [
        p.primaryKey({ columns: [it.id] }),
      ]),
    },
    loses: true,
    fails: 'downgrade',
  },
  {
    // drizzle-kit looks at the names of columns that go, and not at their tables.
    name: 'pk_change_beside_dropped_table',
    before: { ...keyed(false), u: referring() },
    after: keyed(true),
    seed: `${SEED}; insert into u values (1, 1)`,
    loses: true,
  },
  {
    name: 'pk_change_beside_dropped_column',
    before: { ...keyed(false), u: p.pgTable('u', { n: p.integer(), id: p.integer() }) },
    after: { ...keyed(true), u: p.pgTable('u', { n: p.integer() }) },
    seed: `${SEED}; insert into u values (1, 1)`,
    loses: true,
  },
];

/** What an index or key is made with. */
export const INDEX_KINDS: readonly Kind[] = KINDS.map((kind) => ({ seed: SEED, ...kind }));
