import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Exports, Kind } from '../kind.ts';

const one = (c: p.AnyPgColumnBuilder): Exports => ({ t: p.pgTable('t', { id: p.integer().primaryKey(), c }) });

/** A column with a view, a view on that, a policy, a partial index, a check and a generated column on it. */
const busy = (c: p.AnyPgColumnBuilder): Exports => {
  const t = p.pgTable(
    't',
    { id: p.integer().primaryKey(), c, twice: p.text().generatedAlwaysAs(sql`"c" || 'x'`) },
    (it) => [
      p.pgPolicy('mine', { using: sql`"c" = 'a'`, withCheck: sql`"c" <> 'b'` }),
      p.index('t_c_idx').on(it.id).where(sql`"c" is not null`),
      p.index('t_twice_idx').on(it.twice),
      p.check('t_c_check', sql`"c" <> 'no'`),
    ],
  );
  return {
    t,
    top: p.pgView('a_top', { id: p.integer() }).as(sql`select id from m where c <> 'q'`),
    m: p.pgMaterializedView('m', { id: p.integer() }).as(sql`select id, c from t`),
    far: p.pgView('far', { id: p.integer() }).as(sql`select id from t`),
  };
};

const link = (id: () => p.AnyPgColumnBuilder): Exports => {
  const parent = p.pgTable('parent', { id: id() }, (it) => [p.primaryKey({ columns: [it.id] })]);
  const child = p.pgTable('child', { id: id() }, (it) => [
    p.foreignKey({ columns: [it.id], foreignColumns: [parent.id] }),
  ]);
  return { parent, child };
};

const NUMBERS = 'insert into t (c) values (1), (2)';
const numbered = (id: p.AnyPgColumnBuilder): Exports => ({
  t: p.pgTable('t', { id, c: p.integer() }, (it) => [p.primaryKey({ columns: [it.id] })]),
});

export const TYPE_KINDS: readonly Kind[] = [
  {
    name: 'int_to_bigint',
    before: one(p.integer()),
    after: one(p.bigint({ mode: 'number' })),
    seed: 'insert into t values (1, 5)',
  },
  { name: 'text_to_int', before: one(p.text()), after: one(p.integer()), seed: "insert into t values (1, '5')" },
  {
    name: 'text_to_int_failing',
    before: one(p.text()),
    after: one(p.integer()),
    seed: "insert into t values (1, 'five')",
    fails: 'upgrade',
  },
  {
    name: 'varchar_shrink',
    before: one(p.varchar({ length: 80 })),
    after: one(p.varchar({ length: 5 })),
    seed: "insert into t values (1, 'long enough')",
    loses: true,
  },
  {
    name: 'numeric_precision',
    before: one(p.numeric({ precision: 12, scale: 4 })),
    after: one(p.numeric({ precision: 10, scale: 2 })),
    seed: 'insert into t values (1, 1.2345)',
    loses: true,
  },
  {
    name: 'ts_to_tstz',
    before: one(p.timestamp()),
    after: one(p.timestamp({ withTimezone: true })),
    seed: "insert into t values (1, '2026-01-01 10:00')",
  },
  {
    name: 'alter_type_used_by_view',
    before: busy(p.text()),
    after: busy(p.varchar({ length: 30 })),
    seed: "insert into t values (1, 'a')",
  },
  {
    name: 'alter_type_used_by_all',
    before: busy(p.varchar({ length: 9 })),
    after: busy(p.char({ length: 9 })),
    seed: "insert into t values (1, 'aaaaaaaaa')",
  },
  {
    name: 'text_to_array',
    before: one(p.text()),
    after: one(p.text().array()),
    seed: "insert into t values (1, 'no literal')",
    fails: 'upgrade',
  },
  {
    name: 'fk_text_to_uuid',
    before: link(() => p.text()),
    after: link(() => p.uuid()),
    seed: "insert into parent values ('0b8c3f0e-28a1-4c6e-9d0a-111111111111'); insert into child values ('0b8c3f0e-28a1-4c6e-9d0a-111111111111')",
  },
  {
    name: 'serial_to_int',
    before: numbered(p.serial()),
    after: numbered(p.integer()),
    seed: NUMBERS,
    used: 'insert into t values (7, 7)',
    worksBack: 'insert into t (c) values (9)',
  },
  {
    name: 'int_to_serial',
    before: numbered(p.integer()),
    after: numbered(p.serial()),
    seed: 'insert into t values (5, 1)',
    works: 'insert into t (c) values (9)',
  },
  {
    name: 'serial_to_identity',
    before: numbered(p.serial()),
    after: numbered(p.integer().generatedAlwaysAsIdentity()),
    seed: NUMBERS,
    works: 'insert into t (c) values (9)',
    worksBack: 'insert into t (c) values (9)',
  },
  {
    name: 'serial_to_bigserial',
    before: numbered(p.serial()),
    after: numbered(p.bigserial({ mode: 'number' })),
    seed: NUMBERS,
    works: 'insert into t (c) values (9)',
  },
  {
    name: 'identity_to_bigint',
    before: numbered(p.integer().generatedByDefaultAsIdentity()),
    after: numbered(p.bigint({ mode: 'number' }).generatedByDefaultAsIdentity()),
    seed: NUMBERS,
    works: 'insert into t (c) values (9)',
  },
  {
    name: 'identity_alter',
    before: numbered(p.integer().generatedAlwaysAsIdentity()),
    after: numbered(p.integer().generatedByDefaultAsIdentity({ increment: 10, startWith: 100, cache: 5, cycle: true })),
    seed: NUMBERS,
  },
  {
    name: 'identity_add',
    before: numbered(p.integer()),
    after: numbered(p.integer().generatedAlwaysAsIdentity()),
    seed: 'insert into t values (1, 1), (2, 2)',
    works: 'insert into t (c) values (9)',
  },
  {
    name: 'identity_drop',
    before: numbered(p.integer().generatedAlwaysAsIdentity()),
    after: numbered(p.integer()),
    seed: NUMBERS,
    worksBack: 'insert into t (c) values (9)',
  },
];
