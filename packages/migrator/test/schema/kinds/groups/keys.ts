import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

type Extra = Parameters<typeof p.index>[0] extends unknown ? p.PgTableExtraConfigValue[] : never;

const SEED = "insert into parent values (1, 'x'), (2, 'y'); insert into t values (1, 'a', 1, 4), (2, 'b', 2, 5)";
const parent = p.pgTable('parent', { id: p.integer().primaryKey(), name: p.text() });
const columns = { id: p.integer().notNull(), a: p.text().notNull(), ref: p.integer(), n: p.integer() };
/** The same table with constraints and indexes. */
const t = (extra: (it: p.PgBuildExtraConfigColumns<typeof columns>) => Extra = () => []): Exports => ({
  parent,
  t: p.pgTable('t', columns, extra),
});
const fk = (actions: { onDelete?: 'cascade' | 'restrict' | 'set null'; onUpdate?: 'cascade' } = {}) =>
  t((it) => {
    const key = p.foreignKey({ columns: [it.ref], foreignColumns: [parent.id] });
    if (actions.onDelete !== undefined) key.onDelete(actions.onDelete);
    if (actions.onUpdate !== undefined) key.onUpdate(actions.onUpdate);
    return [key];
  });

export const KEY_KINDS: readonly Kind[] = [
  {
    name: 'add_index',
    before: t(),
    after: t((it) => [p.index().on(it.a, it.n), p.index('gin').using('gin', sql`to_tsvector('simple', ${it.a})`)]),
    seed: SEED,
  },
  {
    name: 'add_index_concurrently',
    before: t(),
    after: t((it) => [p.index('t_a_idx').on(it.a).concurrently()]),
    seed: SEED,
  },
  {
    name: 'add_index_concurrently_and_more',
    before: t(),
    after: t((it) => [p.index('t_a_idx').on(it.a).concurrently(), p.check('n_check', sql`${it.n} > 0`)]),
    seed: SEED,
  },
  {
    // CREATE TABLE merges keys on the same columns.
    name: 'add_table_with_the_same_unique_twice',
    before: { parent },
    after: t((it) => [
      p.unique('one').on(it.a),
      p.unique('two').on(it.a),
      p.unique('nulls').on(it.a).nullsNotDistinct(),
    ]),
  },
  {
    name: 'add_table_with_unique_primary_key',
    before: { parent },
    after: t((it) => [p.primaryKey({ name: 't_key', columns: [it.id] }), p.unique('t_id_once').on(it.id)]),
  },
  { name: 'index_drop', before: t((it) => [p.index('t_a_idx').on(it.a).concurrently()]), after: t(), seed: SEED },
  {
    name: 'index_rename',
    before: t((it) => [p.index('t_a_idx').on(it.a)]),
    after: t((it) => [p.index('t_by_a').on(it.a)]),
    seed: SEED,
  },
  {
    name: 'alter_index_columns',
    before: t((it) => [p.index('i').on(it.a)]),
    after: t((it) => [p.index('i').on(it.n, it.a)]),
    seed: SEED,
  },
  {
    name: 'alter_index_expr',
    before: t((it) => [p.index('i').on(sql`lower(${it.a})`)]),
    after: t((it) => [p.index('i').on(sql`upper(${it.a})`)]),
    seed: SEED,
  },
  {
    name: 'alter_index_where',
    before: t((it) => [p.index('i').on(it.a).where(sql`${it.n} > 1`)]),
    after: t((it) => [p.index('i').on(it.a).where(sql`${it.n} > 2`)]),
    seed: SEED,
  },
  {
    name: 'add_unique_index',
    before: t(),
    after: t((it) => [p.uniqueIndex('i').on(it.a)]),
    seed: `${SEED}, (3, 'a', null, 1)`,
    fails: 'upgrade',
  },
  { name: 'add_pk', before: t(), after: t((it) => [p.primaryKey({ columns: [it.id] })]), seed: SEED },
  {
    name: 'pk_change',
    before: t((it) => [p.primaryKey({ columns: [it.id] })]),
    after: t((it) => [p.primaryKey({ columns: [it.id, it.a] })]),
    seed: SEED,
  },
  { name: 'add_unique', before: t(), after: t((it) => [p.unique().on(it.a, it.n)]), seed: SEED },
  { name: 'add_unique_nnd', before: t(), after: t((it) => [p.unique('u').on(it.ref).nullsNotDistinct()]), seed: SEED },
  { name: 'unique_drop', before: t((it) => [p.unique().on(it.a)]), after: t(), seed: SEED },
  {
    name: 'add_fk_col',
    before: t(),
    after: { parent, t: p.pgTable('t', { ...columns, more: p.integer().references(() => parent.id) }) },
    seed: SEED,
  },
  { name: 'fk_drop', before: fk(), after: t(), seed: SEED },
  { name: 'fk_ondelete', before: fk(), after: fk({ onDelete: 'cascade' }), seed: SEED },
  {
    name: 'fk_ondelete_null',
    before: fk({ onDelete: 'set null' }),
    after: fk({ onDelete: 'restrict', onUpdate: 'cascade' }),
    seed: SEED,
  },
  { name: 'check_add', before: t(), after: t((it) => [p.check('n_check', sql`${it.n} > 0`)]), seed: SEED },
  {
    name: 'check_add_violated',
    before: t(),
    after: t((it) => [p.check('n_check', sql`${it.n} > 4`)]),
    seed: SEED,
    fails: 'upgrade',
  },
  {
    name: 'check_change',
    before: t((it) => [p.check('n_check', sql`${it.n} > 0`)]),
    after: t((it) => [p.check('n_check', sql`${it.n} >= 0`)]),
    seed: SEED,
  },
  { name: 'check_drop', before: t((it) => [p.check('n_check', sql`${it.n} > 0`)]), after: t(), seed: SEED },
];
