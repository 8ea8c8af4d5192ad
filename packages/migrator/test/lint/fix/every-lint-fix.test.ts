import { expect, test } from 'vitest';
import { BY_HAND } from '../../../src/lint/fix/by-hand.ts';
import { EVERY_LINT_FIX } from '../../../src/lint/fix/every-lint-fix.ts';
import { LINT_RULES } from '../../../src/lint/lint-rules.ts';
import { fixSql } from './fix-sql.ts';

test('each rule has a fix, or a reason why a person has to write it', () => {
  const fixed = EVERY_LINT_FIX.flatMap(({ rules }) => rules.map(({ name }) => name));
  expect([...fixed, ...Object.keys(BY_HAND)].sort()).toEqual([...LINT_RULES].sort());
});

const GIVEN = `create table customers (id bigint primary key);
  create table orders (id bigint primary key, customer bigint, note text, code text not null, n int);
  create index orders_note_idx on orders (note);
  create materialized view days as select id from orders;
  create unique index days_id on days (id);
  create table events (id bigint, at date) partition by range (at);
  create table events_1 partition of events for values from ('2020-01-01') to ('2021-01-01');
  create table visits (at date not null, place text not null) partition by range (at);
  create table visits_1 partition of visits for values from ('2020-01-01') to ('2021-01-01');
  create table places (name text not null) partition by list (name);
  create table places_1 (name text not null)`;

test.each([
  [
    'an index',
    'create index on orders (customer)',
    'drop index orders_customer_idx',
    [
      ['off', 'create index CONCURRENTLY "orders_customer_idx" on orders (customer)'],
      ['off', 'DROP INDEX CONCURRENTLY "orders_customer_idx"'],
    ],
  ],
  [
    'an index that goes',
    'drop index orders_note_idx',
    'create index orders_note_idx on orders (note)',
    [
      ['off', 'DROP INDEX CONCURRENTLY "orders_note_idx"'],
      ['off', 'create index CONCURRENTLY orders_note_idx on orders (note)'],
    ],
  ],
  [
    'a rebuilt index',
    'reindex table orders',
    '',
    [
      ['off', 'reindex table CONCURRENTLY orders'],
      ['on', ''],
    ],
  ],
  [
    'a view',
    'refresh materialized view days',
    '',
    [
      ['off', 'refresh materialized view CONCURRENTLY days'],
      ['on', ''],
    ],
  ],
  [
    'a partition',
    'alter table events detach partition events_1',
    "alter table events attach partition events_1 for values from ('2020-01-01') to ('2021-01-01')",
    [
      [
        'off',
        'ALTER TABLE "events" DETACH PARTITION "events_1" CONCURRENTLY; ALTER TABLE "events_1" DROP CONSTRAINT "events_1_at_check"',
      ],
      ['on', "alter table events attach partition events_1 for values from ('2020-01-01') to ('2021-01-01')"],
    ],
  ],
  [
    'a partition whose key is never NULL, which is attached again without a look at its rows',
    'alter table visits detach partition visits_1',
    "alter table visits attach partition visits_1 for values from ('2020-01-01') to (MAXVALUE)",
    [
      [
        'off',
        'ALTER TABLE "visits" DETACH PARTITION "visits_1" CONCURRENTLY; ALTER TABLE "visits_1" DROP CONSTRAINT "visits_1_at_check"',
      ],
      [
        'off',
        `ALTER TABLE "visits_1" ADD CONSTRAINT "visits_1_bounds" CHECK ("at" >= '2020-01-01') NOT VALID; ALTER TABLE "visits_1" VALIDATE CONSTRAINT "visits_1_bounds"; alter table visits attach partition visits_1 for values from ('2020-01-01') to (MAXVALUE); ALTER TABLE "visits_1" DROP CONSTRAINT "visits_1_bounds"`,
      ],
    ],
  ],
  [
    'a table that becomes a partition',
    "alter table places attach partition places_1 for values in ('a', 'b')",
    'alter table places detach partition places_1',
    [
      [
        'off',
        `ALTER TABLE "places_1" ADD CONSTRAINT "places_1_bounds" CHECK ("name" IN ('a', 'b')) NOT VALID; ALTER TABLE "places_1" VALIDATE CONSTRAINT "places_1_bounds"; alter table places attach partition places_1 for values in ('a', 'b'); ALTER TABLE "places_1" DROP CONSTRAINT "places_1_bounds"`,
      ],
      [
        'off',
        'ALTER TABLE "places" DETACH PARTITION "places_1" CONCURRENTLY; ALTER TABLE "places_1" DROP CONSTRAINT "places_1_name_check"',
      ],
    ],
  ],
  [
    'a foreign key',
    'alter table orders add foreign key (customer) references customers',
    'alter table orders drop constraint orders_customer_fkey',
    [
      [
        'off',
        'alter table orders add CONSTRAINT "orders_customer_fkey" foreign key (customer) references customers NOT VALID; ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_customer_fkey"',
      ],
      ['on', 'alter table orders drop constraint orders_customer_fkey'],
    ],
  ],
  [
    'a column that is required',
    'alter table orders alter note set not null',
    'alter table orders alter note drop not null',
    [
      [
        'off',
        'ALTER TABLE "orders" ADD CONSTRAINT "orders_note_filled" CHECK ("note" IS NOT NULL) NOT VALID; ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_note_filled"; ALTER TABLE "orders" ALTER COLUMN "note" SET NOT NULL; ALTER TABLE "orders" DROP CONSTRAINT "orders_note_filled"',
      ],
      ['on', 'alter table orders alter note drop not null'],
    ],
  ],
  [
    'a unique constraint',
    'alter table orders add unique nulls not distinct (code) include (note) deferrable',
    'alter table orders drop constraint orders_code_key',
    [
      [
        'off',
        'CREATE UNIQUE INDEX CONCURRENTLY "orders_code_key" ON "orders" ("code") INCLUDE ("note") NULLS NOT DISTINCT; ALTER TABLE "orders" ADD CONSTRAINT "orders_code_key" UNIQUE USING INDEX "orders_code_key" DEFERRABLE',
      ],
      ['on', 'alter table orders drop constraint orders_code_key'],
    ],
  ],
  [
    'a constraint that is validated in the transaction that adds it',
    'alter table orders add constraint a check (n > 0) not valid; alter table orders add constraint b check (n < 9) not valid; alter table orders validate constraint a',
    'alter table orders drop constraint b; alter table orders drop constraint a',
    [
      [
        'off',
        'alter table orders add constraint a check (n > 0) not valid; alter table orders add constraint b check (n < 9) not valid; alter table orders validate constraint a',
      ],
      ['on', 'alter table orders drop constraint b; alter table orders drop constraint a'],
    ],
  ],
  [
    'rows',
    "update orders o set note = 'x' where n > 1 or n is null returning n",
    'delete from orders',
    [
      [
        'batch="\\"orders\\"(\\"id\\")"',
        'update orders o set note = \'x\' WHERE "o"."id" > :from AND "o"."id" <= :to AND (n > 1 or n is null) returning n',
      ],
      ['batch="\\"orders\\"(\\"id\\")"', 'delete from orders WHERE "orders"."id" > :from AND "orders"."id" <= :to'],
    ],
  ],
] as const)('%s', (_, upgrade, downgrade, expected) => {
  expect(fixSql(GIVEN, upgrade, downgrade).sections).toEqual([expected]);
});

test('rows that no statement of the downgrade puts back are told as lost', () => {
  const { sections, lossy } = fixSql(
    GIVEN,
    'alter table orders add column state text; update orders set state = note',
    'alter table orders drop column state',
  );
  expect(sections.map(([, down]) => down)).toEqual([
    ['on', 'alter table orders drop column state'],
    ['on', ''],
  ]);
  expect(lossy).toEqual([undefined, 'values that rows of orders had before']);
});

test('what is between a constraint and its validation stays with both', () => {
  const { sections, byHand } = fixSql(
    GIVEN,
    `alter table orders add constraint a check (n > 0) not valid; update orders set n = 1 where id = 7;
     alter table orders validate constraint a`,
    'alter table orders drop constraint a',
  );
  expect(sections).toEqual([]);
  expect(byHand).toMatchObject([{ rule: 'validate-in-same-transaction', statement: 2 }]);
});

test('statements around it stay together, and what reverts them goes with them', () => {
  const { sections, does } = fixSql(
    GIVEN,
    `-- what people write
     alter table orders add column state text, add column at date default now() check (at > '2020-01-01');
     create index orders_n_idx on orders (n);
     comment on table orders is 'all of them'`,
    `comment on table orders is null; drop index orders_n_idx; alter table orders drop column at, drop column state`,
  );
  expect(sections).toEqual([
    [
      ['on', 'alter table orders add column state text; alter table orders add column at date default now()'],
      ['on', 'alter table orders drop column at; alter table orders drop column state'],
    ],
    [
      [
        'off',
        'ALTER TABLE "orders" ADD CONSTRAINT "orders_at_check" check (at > \'2020-01-01\') NOT VALID; ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_at_check"; create index CONCURRENTLY orders_n_idx on orders (n)',
      ],
      ['off', 'DROP INDEX CONCURRENTLY "orders_n_idx"; ALTER TABLE "orders" DROP CONSTRAINT "orders_at_check"'],
    ],
    [
      ['on', "comment on table orders is 'all of them'"],
      ['on', 'comment on table orders is null'],
    ],
  ]);
  expect(does).toEqual(['', 'constraint orders_at_check, index orders_n_idx, concurrently', '']);
});
