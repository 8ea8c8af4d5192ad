import { expect } from 'vitest';
import { longTest as test } from '../../support/sample.ts';
import { built, shop, unlike, type Written } from './fix-kit.ts';

const BASE = `create table customers (id bigint primary key);
create table orders (id bigint primary key, customer bigint, note text, code text not null, n int);
create index orders_note_idx on orders (note);
create table lines (id bigint not null, at date not null, n int) partition by range (at);
create table lines_1 partition of lines for values from ('2020-01-01') to ('2021-01-01');
create table lines_2 partition of lines for values from ('2021-01-01') to ('2022-01-01');
create materialized view notes as select id, note from orders;
create unique index notes_id on notes (id);`;

const ROWS = `insert into customers select n from generate_series(1, 20) n;
insert into orders select n, 1 + n % 20, 'note ' || n, 'c' || n, n from generate_series(1, 300) n;
insert into lines select n, date '2020-06-01' + n % 400, n from generate_series(1, 50) n;`;

/** Each with something that a fix takes away. */
const REVISIONS: readonly Written[] = [
  { id: 'b1', up: 'create index on orders (customer);', down: 'drop index orders_customer_idx;' },
  { id: 'b2', up: 'drop index orders_note_idx;', down: 'create index orders_note_idx on orders (note);' },
  {
    id: 'b3',
    up: `-- Who bought it.
alter table orders add foreign key (customer) references customers on delete cascade, add check (n >= 0);`,
    down: 'alter table orders drop constraint orders_n_check, drop constraint orders_customer_fkey;',
  },
  { id: 'b4', up: 'alter table orders alter note set not null;', down: 'alter table orders alter note drop not null;' },
  {
    id: 'b5',
    up: 'alter table orders add unique (code);',
    down: 'alter table orders drop constraint orders_code_key;',
  },
  {
    id: 'b6',
    up: 'alter table lines detach partition lines_1;',
    down: "alter table lines attach partition lines_1 for values from ('2020-01-01') to ('2021-01-01');",
    options: 'rows="those that do not fit"',
  },
  {
    id: 'b7',
    up: `alter table orders add column state text;
create index orders_state_idx on orders (state);
comment on column orders.state is 'as it is';`,
    down: 'comment on column orders.state is null;\nalter table orders drop column state;',
    options: 'lossy="states"',
  },
  {
    id: 'b8',
    up: "update orders set state = 'of ' || n where n > 7;",
    down: 'update orders set state = null where n > 7;',
    options: 'lossy="states"',
  },
  { id: 'b9', up: 'refresh materialized view notes;\nreindex table orders;', down: '' },
];

test('whole revisions are written again, and leave what they left before, up and down', async () => {
  const it = await shop(BASE, REVISIONS);
  const before = await built(it, ROWS);
  const files = it.files('shop');
  const asked = await it.answer('lint', '--fix', 'b1');
  expect(asked).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  expect(it.files('shop')).toEqual(files);
  const result = await it.answer('lint', '--fix', 'b1:heads', '--yes');
  expect(result).toMatchObject({ left: [{ rule: 'unique-on-existing-rows' }], lint: { failed: false }, exitCode: 0 });
  const fixed = Array.isArray(result.fixed) ? result.fixed : [];
  expect(fixed.map(({ revision, rules, revisions }) => [revision, rules.join(' '), revisions.length])).toEqual([
    ['b1', 'index-not-concurrent', 1],
    ['b2', 'drop-index-not-concurrent', 1],
    ['b3', 'check-without-not-valid fk-without-not-valid', 1],
    ['b4', 'set-not-null', 1],
    ['b5', 'unique-direct', 1],
    ['b6', 'detach-partition', 1],
    ['b7', 'index-not-concurrent', 3],
    ['b8', 'update-unbatched', 1],
    ['b9', 'refresh-matview reindex-not-concurrent', 1],
  ]);
  expect(it.read('features/shop/migrations/b3.sql')).toContain('-- Who bought it.\n');
  const after = await built(it, ROWS);
  expect(unlike(before, after)).toBe('');
  // Another look finds nothing to do.
  expect(await it.answer('lint', '--fix', 'b1:heads', '--yes')).toMatchObject({ fixed: [], exitCode: 0 });
  expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
});
