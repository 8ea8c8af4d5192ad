import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../../kind.ts';

const one = (c: p.AnyPgColumnBuilder): Exports => ({ t: p.pgTable('t', { id: p.integer().primaryKey(), c }) });
const numbered = (id: p.AnyPgColumnBuilder): Exports => ({
  t: p.pgTable('t', { id, c: p.integer() }, (it) => [p.primaryKey({ columns: [it.id] })]),
});
const [ROW, NEXT] = ['insert into t (c) values (1), (2)', 'insert into t (c) values (9)'];
const sequence = (options: p.PgSequenceOptions, schema?: p.PgSchema): Exports =>
  schema === undefined ? { s: p.pgSequence('s', options) } : { schema, s: schema.sequence('s', options) };
const drawn = (isDrawn: boolean): Exports => ({
  s: p.pgSequence('orders_nr', { startWith: 1000 }),
  ...one(isDrawn ? p.bigint({ mode: 'number' }).default(sql`nextval('orders_nr')`) : p.bigint({ mode: 'number' })),
});
const inApp = (id: (schema: p.PgSchema) => p.AnyPgColumnBuilder): Exports => {
  const schema = p.pgSchema('app');
  return {
    schema,
    t: schema.table('t', { id: id(schema), c: p.integer() }, (it) => [p.primaryKey({ columns: [it.id] })]),
  };
};

/** Where numbers come from, and how large they may be. */
export const NUMBER_KINDS: readonly Kind[] = [
  {
    name: 'default_kept_integer_to_bigint',
    before: one(p.integer().default(5)),
    after: one(p.bigint({ mode: 'number' }).default(5)),
    seed: 'insert into t values (1, 2)',
  },
  {
    name: 'default_kept_numeric_widened',
    before: one(p.numeric({ precision: 8, scale: 2 }).default('1.50')),
    after: one(p.numeric({ precision: 12, scale: 4 }).default('1.50')),
    seed: 'insert into t values (1, 2.25)',
  },
  {
    name: 'identity_always_to_default',
    before: numbered(p.integer().generatedAlwaysAsIdentity({ startWith: 10 })),
    after: numbered(p.integer().generatedByDefaultAsIdentity({ startWith: 10 })),
    seed: ROW,
    works: `${NEXT}; insert into t values (7, 7)`,
    worksBack: NEXT,
  },
  {
    name: 'identity_limits',
    before: numbered(p.integer().generatedByDefaultAsIdentity({ minValue: 1, maxValue: 1000 })),
    after: numbered(
      p.integer().generatedByDefaultAsIdentity({ minValue: 1, maxValue: 5000, increment: 2, cycle: true }),
    ),
    seed: ROW,
    works: NEXT,
  },
  {
    name: 'identity_sequence_named',
    before: numbered(p.integer().generatedAlwaysAsIdentity({ name: 'numbers' })),
    after: numbered(p.integer().generatedAlwaysAsIdentity({ name: 'counts' })),
    seed: ROW,
    works: NEXT,
    worksBack: NEXT,
  },
  {
    name: 'identity_smallint_widened',
    before: numbered(p.smallint().generatedAlwaysAsIdentity()),
    after: numbered(p.bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity()),
    seed: ROW,
    works: NEXT,
    worksBack: NEXT,
  },
  {
    name: 'identity_column_dropped',
    before: { t: p.pgTable('t', { id: p.integer().primaryKey(), nr: p.integer().generatedAlwaysAsIdentity() }) },
    after: { t: p.pgTable('t', { id: p.integer().primaryKey() }) },
    seed: 'insert into t values (1), (2); delete from t where id = 1',
    loses: true,
  },
  {
    name: 'serial_in_schema_to_identity',
    before: inApp(() => p.serial()),
    after: inApp(() => p.integer().generatedByDefaultAsIdentity()),
    seed: 'insert into app.t (c) values (1), (2)',
    works: 'insert into app.t (c) values (9)',
    worksBack: 'insert into app.t (c) values (9)',
  },
  {
    name: 'smallserial_to_serial',
    before: numbered(p.smallserial()),
    after: numbered(p.serial()),
    seed: ROW,
    works: NEXT,
    worksBack: NEXT,
  },
  {
    name: 'serial_column_renamed_to_bigserial',
    before: { t: p.pgTable('t', { id: p.serial().primaryKey(), c: p.integer() }) },
    after: { t: p.pgTable('t', { nr: p.bigserial({ mode: 'number' }).primaryKey(), c: p.integer() }) },
    renames: ['t.id=nr'],
    seed: ROW,
    works: NEXT,
    worksBack: NEXT,
  },
  {
    name: 'serial_added',
    before: one(p.integer()),
    after: { t: p.pgTable('t', { id: p.integer().primaryKey(), c: p.integer(), nr: p.serial() }) },
    seed: 'insert into t values (1, 1), (2, 2)',
    works: 'insert into t (id) values (9)',
  },
  { name: 'seq_limits', before: sequence({}), after: sequence({ minValue: 10, startWith: 20, maxValue: 900 }) },
  {
    name: 'seq_descending',
    before: sequence({ increment: 2 }),
    after: sequence({ increment: -2, minValue: -500, maxValue: 500, startWith: 100 }),
  },
  {
    name: 'seq_moved',
    before: { schema: p.pgSchema('app'), ...sequence({ startWith: 5 }) },
    after: sequence({ startWith: 5 }, p.pgSchema('app')),
    renames: ['sequence s=app.s'],
    seed: "select nextval('s'), nextval('s')",
    works: "select 1 / (nextval('app.s') = 7)::int",
    worksBack: "select 1 / (nextval('s') = 8)::int",
  },
  {
    name: 'seq_as_default',
    before: drawn(false),
    after: drawn(true),
    seed: 'insert into t values (1, 5)',
    works: 'insert into t (id) values (9); select 1 / (c >= 1000)::int from t where id = 9',
  },
  {
    name: 'seq_and_default_dropped',
    before: drawn(true),
    after: one(p.bigint({ mode: 'number' })),
    seed: 'insert into t (id) values (1)',
  },
  {
    name: 'numeric_widened',
    before: one(p.numeric({ precision: 8, scale: 2 })),
    after: one(p.numeric({ precision: 20, scale: 6 })),
    seed: 'insert into t values (1, 123456.78)',
  },
  {
    name: 'numeric_overflow',
    before: one(p.numeric({ precision: 12, scale: 2 })),
    after: one(p.numeric({ precision: 5, scale: 2 })),
    seed: 'insert into t values (1, 1234567.89)',
    fails: 'upgrade',
  },
  {
    name: 'bigint_to_integer_overflow',
    before: one(p.bigint({ mode: 'number' })),
    after: one(p.integer()),
    seed: 'insert into t values (1, 5000000000)',
    fails: 'upgrade',
  },
  {
    name: 'numeric_to_integer',
    before: one(p.numeric()),
    after: one(p.integer()),
    seed: 'insert into t values (1, 1.5)',
    loses: true,
  },
  {
    name: 'integer_to_numeric',
    before: one(p.integer().default(3)),
    after: one(p.numeric({ precision: 9, scale: 2 }).default('3.50')),
    seed: 'insert into t values (1, 2)',
  },
  {
    name: 'real_to_double',
    before: one(p.real()),
    after: one(p.doublePrecision()),
    seed: 'insert into t values (1, 1.5)',
  },
];
