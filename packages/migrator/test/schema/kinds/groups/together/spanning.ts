import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

const ID = { id: p.integer().primaryKey() };
const ROWS = "insert into xt values (1, 'a', 10), (2, 'b', 20);";
const xt = (columns: Readonly<Record<string, p.AnyPgColumnBuilder>> = { c: p.text() }) =>
  p.pgTable('xt', { ...ID, ...columns, n: p.integer() });
const reading = (query: string) => p.pgView('yv', { id: p.integer() }).as(sql.raw(query));
const policed = (condition: string) => p.pgTable('yt', ID, () => [p.pgPolicy('yp', { using: sql.raw(condition) })]);

/** A key of x, and a table of y that refers to it. */
const linked = (key: () => p.AnyPgColumnBuilder, name = 'xk', schema?: p.PgSchema): Exports => {
  const columns = { id: key() };
  const extra = (it: { readonly id: p.ExtraConfigColumn }) => [p.primaryKey({ columns: [it.id] })];
  const xk = schema === undefined ? p.pgTable(name, columns, extra) : schema.table(name, columns, extra);
  const yk = p.pgTable('yk', { id: p.integer().primaryKey(), x: key() }, (it) => [
    p.foreignKey({ name: 'yk_x', columns: [it.x], foreignColumns: [xk.id] }),
  ]);
  return { ...(schema === undefined ? {} : { schema }), xk, yk };
};
/** An enum of x, and a column of y that has it. */
const typed = (values: readonly [string, ...string[]], initial: string, name = 'level'): Exports => {
  const level = p.pgEnum(name, values);
  return { level, ye: p.pgTable('ye', { ...ID, level: level().default(initial), all: level().array() }) };
};
const circle = (): Exports => {
  const to = (table: () => object) => p.integer().references((): p.AnyPgColumn => Reflect.get(table(), 'id'));
  const xc: p.AnyPgTable = p.pgTable('xc', { ...ID, y: to(() => yc) });
  const yc: p.AnyPgTable = p.pgTable('yc', { ...ID, x: to(() => xc) });
  return { xc, yc };
};

/** One change of two slices. What is in `ofOther` is another slice's. */
export const SPANNING_KINDS: readonly Kind[] = [
  {
    name: 'two_slices_column_renamed_under_view',
    before: { xt: xt(), yv: reading('select id, c from xt') },
    after: { xt: xt({ d: p.text() }), yv: reading('select id, d as c from xt') },
    renames: ['xt.c=d'],
    ofOther: ['yv'],
    seed: ROWS,
  },
  {
    name: 'two_slices_column_dropped_from_view',
    before: { xt: xt(), yv: reading('select id, c from xt') },
    after: { xt: xt({}), yv: reading('select id from xt') },
    ofOther: ['yv'],
    seed: ROWS,
    loses: true,
  },
  {
    name: 'two_slices_column_moved_in_view',
    before: { xt: xt(), yv: reading('select id, c from xt') },
    after: { xt: xt({ e: p.text().default('e') }), yv: reading('select id, e as c from xt') },
    created: ['xt.e'],
    ofOther: ['yv'],
    seed: ROWS,
    loses: true,
  },
  {
    name: 'two_slices_column_retyped_under_view',
    before: { xt: xt(), yv: reading('select id, c from xt') },
    after: { xt: xt({ c: p.varchar({ length: 50 }) }), yv: reading('select id, c from xt') },
    ofOther: ['yv'],
    seed: ROWS,
  },
  {
    name: 'two_slices_column_renamed_under_policy',
    before: { xt: xt(), yt: policed("exists (select 1 from xt where xt.c = 'a')") },
    after: { xt: xt({ d: p.text() }), yt: policed("exists (select 1 from xt where xt.d = 'a')") },
    renames: ['xt.c=d'],
    ofOther: ['yt'],
    seed: `${ROWS} insert into yt values (1)`,
  },
  {
    name: 'two_slices_key_retyped',
    before: linked(() => p.integer()),
    after: linked(() => p.bigint({ mode: 'number' })),
    ofOther: ['yk'],
    seed: 'insert into xk values (1); insert into yk values (1, 1)',
  },
  {
    name: 'two_slices_key_text_to_uuid',
    before: linked(() => p.text()),
    after: linked(() => p.uuid()),
    ofOther: ['yk'],
    seed: "insert into xk values ('0b8c3f0e-28a1-4c6e-9d0a-111111111111'); insert into yk values (1, '0b8c3f0e-28a1-4c6e-9d0a-111111111111')",
  },
  {
    name: 'two_slices_key_table_renamed',
    before: linked(() => p.integer()),
    after: linked(() => p.integer(), 'xl'),
    renames: ['xk=xl'],
    ofOther: ['yk'],
    seed: 'insert into xk values (1); insert into yk values (1, 1)',
  },
  {
    name: 'two_slices_key_table_moved',
    before: { schema: p.pgSchema('app'), ...linked(() => p.integer()) },
    after: linked(() => p.integer(), 'xk', p.pgSchema('app')),
    renames: ['xk=app.xk'],
    ofOther: ['yk'],
    seed: 'insert into xk values (1); insert into yk values (1, 1)',
  },
  {
    name: 'two_slices_enum_value_as_default',
    before: typed(['low', 'high'], 'low'),
    after: typed(['low', 'mid', 'high'], 'mid'),
    ofOther: ['ye'],
    seed: "insert into ye values (1, 'low', '{low,high}')",
    works: 'insert into ye (id) values (9)',
  },
  {
    name: 'two_slices_enum_value_removed',
    before: typed(['low', 'mid', 'high'], 'mid'),
    after: typed(['low', 'high'], 'high'),
    ofOther: ['ye'],
    seed: "insert into ye values (1, 'low', '{low,high}')",
  },
  {
    name: 'two_slices_enum_renamed',
    before: typed(['low', 'high'], 'low'),
    after: typed(['low', 'high'], 'low', 'grade'),
    renames: ['enum level=grade'],
    ofOther: ['ye'],
    seed: "insert into ye values (1, 'low', '{low,high}')",
  },
  {
    name: 'two_slices_tables_circular',
    before: { xt: xt() },
    after: { xt: xt(), ...circle() },
    ofOther: ['yc'],
    seed: ROWS,
  },
  {
    name: 'two_slices_both_dropped',
    before: { ...linked(() => p.integer()), xt: xt(), yv: reading('select id from xt') },
    after: {},
    ofOther: ['yk', 'yv'],
    seed: `${ROWS} insert into xk values (1); insert into yk values (1, 1)`,
    loses: true,
  },
];
