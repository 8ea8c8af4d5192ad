import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

type Actions = { readonly onDelete?: p.UpdateDeleteAction; readonly onUpdate?: p.UpdateDeleteAction };
const parent = p.pgTable('parent', { id: p.integer().primaryKey(), code: p.text().notNull().unique(), name: p.text() });
const other = p.pgTable('other', { id: p.integer().primaryKey() });
const ID = { id: p.integer().primaryKey() };
const child = (ref?: p.AnyPgColumnBuilder): Exports => ({
  parent,
  other,
  child: p.pgTable('child', ref === undefined ? ID : { ...ID, ref }),
});
const acting = (actions?: Actions): Exports =>
  child(
    p
      .integer()
      .default(1)
      .references(() => parent.id, actions),
  );
const named = (name: string): Exports => ({
  parent,
  child: p.pgTable('child', { ...ID, ref: p.integer() }, (it) => [
    p.foreignKey({ name, columns: [it.ref], foreignColumns: [parent.id] }),
  ]),
});
const PARENTS = "insert into parent values (1, 'a', 'x'), (2, 'b', 'y');";
const ROWS = `${PARENTS} insert into other values (1);`;

const tree = (link: boolean): Exports => {
  const node: p.AnyPgTable = p.pgTable('node', {
    ...ID,
    up: link ? p.integer().references((): p.AnyPgColumn => Reflect.get(node, 'id')) : p.integer(),
  });
  return { node };
};

const circle = (link: boolean): Exports => {
  const to = (table: () => object) => p.integer().references((): p.AnyPgColumn => Reflect.get(table(), 'id'));
  const a: p.AnyPgTable = p.pgTable('a', link ? { ...ID, b: to(() => b) } : ID);
  const b: p.AnyPgTable = p.pgTable('b', link ? { ...ID, a: to(() => a) } : ID);
  return { a, b };
};

const pair = (id: () => p.AnyPgColumnBuilder): Exports => {
  const whole = p.pgTable('whole', { at: id(), nr: p.integer().notNull() }, (it) => [
    p.primaryKey({ columns: [it.at, it.nr] }),
  ]);
  const part = p.pgTable('part', { at: id(), nr: p.integer() }, (it) => [
    p
      .foreignKey({ name: 'part_of', columns: [it.at, it.nr], foreignColumns: [whole.at, whole.nr] })
      .onDelete('cascade'),
  ]);
  return { whole, part };
};

const keyed = (key: () => p.AnyPgColumnBuilder, ref: p.AnyPgColumnBuilder): Exports => {
  const owner = p.pgTable('owner', { id: key() }, (it) => [p.primaryKey({ columns: [it.id] })]);
  const owned = p.pgTable('owned', { ...ID, owner: ref }, (it) => [
    p.foreignKey({ name: 'owned_by', columns: [it.owner], foreignColumns: [owner.id] }),
    p.index('owned_owner').on(it.owner),
  ]);
  return { owner, owned };
};

const placed = (schema: p.PgSchema, inside: boolean): Exports => {
  const place = { ...ID, name: p.text() };
  const area = inside ? schema.table('area', place) : p.pgTable('area', place);
  return { schema, area, spot: p.pgTable('spot', { ...ID, area: p.integer().references(() => area.id) }) };
};

/** What foreign keys do, and what they refer to. */
export const FOREIGN_KEY_KINDS: readonly Kind[] = [
  { name: 'fk_self_added', before: tree(false), after: tree(true), seed: 'insert into node values (1, null), (2, 1)' },
  {
    name: 'fk_self_column_dropped',
    before: tree(true),
    after: { node: p.pgTable('node', ID) },
    seed: 'insert into node values (1, null), (2, 1)',
    loses: true,
  },
  { name: 'fk_circle_columns_added', before: circle(false), after: circle(true), seed: 'insert into a values (1)' },
  {
    name: 'fk_circle_dropped',
    before: circle(true),
    after: {},
    seed: 'insert into a (id) values (1); insert into b values (1, 1); update a set b = 1',
    loses: true,
  },
  {
    name: 'fk_set_default',
    before: acting(),
    after: acting({ onDelete: 'set default' }),
    seed: `${ROWS} insert into child values (1, 2)`,
  },
  {
    name: 'fk_restrict_both',
    before: acting({ onDelete: 'no action', onUpdate: 'set null' }),
    after: acting({ onDelete: 'restrict', onUpdate: 'restrict' }),
    seed: `${ROWS} insert into child values (1, 2)`,
  },
  { name: 'fk_renamed', before: named('one'), after: named('two'), seed: `${PARENTS} insert into child values (1, 2)` },
  {
    name: 'fk_target_changed',
    before: child(p.integer().references(() => parent.id)),
    after: child(p.integer().references(() => other.id)),
    seed: `${ROWS} insert into child values (1, 1)`,
  },
  {
    name: 'fk_to_unique',
    before: child(p.text()),
    after: child(p.text().references(() => parent.code, { onUpdate: 'cascade' })),
    seed: `${ROWS} insert into child values (1, 'a')`,
  },
  {
    name: 'fk_violated',
    before: child(p.integer()),
    after: child(p.integer().references(() => parent.id)),
    seed: `${ROWS} insert into child values (1, 9)`,
    fails: 'upgrade',
  },
  { name: 'fk_composite_added', before: {}, after: pair(() => p.integer().notNull()) },
  {
    name: 'fk_composite_retyped',
    before: pair(() => p.varchar({ length: 20 }).notNull()),
    after: pair(() => p.text().notNull()),
    seed: "insert into whole values ('a', 1); insert into part values ('a', 1)",
  },
  {
    name: 'fk_serial_to_bigserial',
    before: keyed(() => p.serial(), p.integer()),
    after: keyed(() => p.bigserial({ mode: 'number' }), p.bigint({ mode: 'number' })),
    seed: 'insert into owner default values; insert into owned values (1, 1)',
    works: 'insert into owner default values',
    worksBack: 'insert into owner default values',
  },
  {
    name: 'fk_identity_column_renamed_with_type',
    before: keyed(() => p.integer().generatedByDefaultAsIdentity(), p.integer('of')),
    after: keyed(() => p.integer().generatedByDefaultAsIdentity(), p.bigint('owner_id', { mode: 'number' })),
    renames: ['owned.of=owner_id'],
    seed: 'insert into owner default values; insert into owned values (1, 1)',
  },
  {
    name: 'fk_to_moved_table',
    before: placed(p.pgSchema('app'), false),
    after: placed(p.pgSchema('app'), true),
    renames: ['area=app.area'],
    seed: "insert into area values (1, 'x'); insert into spot values (1, 1)",
  },
  {
    name: 'fk_table_split',
    before: { t: p.pgTable('t', { ...ID, street: p.text(), city: p.text() }) },
    after: (() => {
      const address = p.pgTable('address', { ...ID, street: p.text(), city: p.text() });
      return { address, t: p.pgTable('t', { ...ID, address: p.integer().references(() => address.id) }) };
    })(),
    created: ['t.address'],
    seed: "insert into t values (1, 'Main', 'X')",
    loses: true,
  },
  {
    name: 'fk_generated_key',
    before: { parent },
    after: {
      parent,
      child: p.pgTable('child', {
        ...ID,
        raw: p.integer(),
        ref: p
          .integer()
          .generatedAlwaysAs(sql`"raw" + 1`)
          .references(() => parent.id),
      }),
    },
    seed: PARENTS,
  },
];
