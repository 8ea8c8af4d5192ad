import type { BusyTable } from './busy-table.ts';

/** A revision in which a rule finds something that `lint --fix` takes away. */
export interface FixCase {
  /** The rule. */
  readonly rule: string;
  /** Made below the revision, besides the shop. */
  readonly given?: string;
  readonly up: string;
  readonly down: string;
  /** Of the markers. */
  readonly options?: string;
  readonly downOptions?: string;
  readonly busy: BusyTable;
  /** Columns whose values are others in each run: only that they are there, and differ, is compared. */
  readonly volatile?: string;
}

/** Below every revision. */
export const SHOP = `create table customers (id bigint primary key, name text not null);
create table orders (id bigint primary key, customer bigint not null, code text not null, note text, amount int not null, hits int not null default 0);
create index orders_note_idx on orders (note);
create index orders_amount_idx on orders (amount);
insert into customers select n, 'customer ' || n from generate_series(1, 1000) n;`;

/** @param rows of the busy table */
export function fixCases(rows: number): readonly FixCase[] {
  const orders: BusyTable = {
    ...{ table: 'orders', columns: 'id, customer, code, note, amount' },
    values: "n, 1 + n % 1000, 'c' || n, 'note ' || n % 5000, (n % 100000)::int",
    ...{ from: 1, to: rows, counter: 'hits', grows: true },
  };
  const bare: BusyTable = { ...orders, table: 'bare', columns: 'id, code', values: "n, 'c' || n" };
  const lines: BusyTable = {
    ...{ table: 'lines', columns: 'id, code', values: "n, 'c' || n", counter: 'hits', grows: true },
    ...{ from: rows / 2 + 1, to: rows, alsoRead: 'select * from lines_1 where id = $1 / 2' },
  };
  return [
    {
      rule: 'index-not-concurrent',
      up: 'create index on orders (customer);',
      down: 'drop index orders_customer_idx;',
      busy: orders,
    },
    {
      rule: 'concurrent-if-not-exists',
      options: 'transaction=off',
      up: 'create index concurrently if not exists orders_code_idx on orders (code);',
      down: 'drop index orders_code_idx;',
      busy: orders,
    },
    {
      rule: 'drop-index-not-concurrent',
      up: 'drop index orders_note_idx;',
      down: 'create index orders_note_idx on orders (note);',
      busy: orders,
    },
    { rule: 'reindex-not-concurrent', up: 'reindex table orders;', down: 'reindex index orders_pkey;', busy: orders },
    {
      rule: 'refresh-matview',
      given:
        'create materialized view codes as select id, code from orders;\ncreate unique index codes_id on codes (id);',
      up: 'refresh materialized view codes;',
      down: 'refresh materialized view codes;',
      busy: { ...orders, grows: false, alsoRead: 'select * from codes where id = $1' },
    },
    {
      rule: 'detach-partition',
      given: `create table lines (id bigint primary key, code text not null, hits int not null default 0) partition by range (id);
create table lines_1 partition of lines for values from (1) to (${rows / 2 + 1});
create table lines_2 partition of lines for values from (${rows / 2 + 1}) to (maxvalue);`,
      up: 'alter table lines detach partition lines_1;',
      down: `alter table lines attach partition lines_1 for values from (1) to (${rows / 2 + 1});`,
      downOptions: 'rows="those that do not fit"',
      busy: lines,
    },
    {
      rule: 'check-without-not-valid',
      up: 'alter table orders add check (amount >= 0);',
      down: 'alter table orders drop constraint orders_amount_check;',
      busy: orders,
    },
    {
      rule: 'fk-without-not-valid',
      up: 'alter table orders add foreign key (customer) references customers;',
      down: 'alter table orders drop constraint orders_customer_fkey;',
      busy: { ...orders, alsoRead: 'select * from customers where id = 1 + $1 % 1000' },
    },
    {
      rule: 'set-not-null',
      up: 'alter table orders alter note set not null;',
      down: 'alter table orders alter note drop not null;',
      busy: orders,
    },
    {
      rule: 'unique-direct',
      up: 'alter table orders add unique (code);',
      down: 'alter table orders drop constraint orders_code_key;',
      busy: orders,
    },
    {
      rule: 'pk-direct',
      given:
        'create table bare (id bigint not null, code text not null, hits int not null default 0);\ncreate index bare_id on bare (id);',
      up: 'alter table bare add primary key (id);',
      down: 'alter table bare drop constraint bare_pkey;',
      busy: bare,
    },
    {
      rule: 'pk-on-nullable',
      given:
        'create table bare (id bigint, code text not null, hits int not null default 0);\ncreate index bare_code on bare (id);\ncreate unique index bare_id on bare (id);',
      up: 'alter table bare add constraint bare_pkey primary key using index bare_id;',
      down: 'alter table bare drop constraint bare_pkey;\nalter table bare alter id drop not null;\ncreate unique index bare_id on bare (id);',
      busy: bare,
    },
    {
      rule: 'volatile-default',
      up: 'alter table orders add column token uuid not null default gen_random_uuid();',
      down: 'alter table orders drop column token;',
      downOptions: 'lossy="tokens"',
      busy: orders,
      volatile: 'token',
    },
    {
      rule: 'type-rewrite',
      up: 'alter table orders alter column amount type bigint;',
      down: 'alter table orders alter column amount type int;',
      busy: { ...orders, counter: 'amount' },
    },
    {
      rule: 'validate-in-same-transaction',
      up: 'alter table orders add constraint orders_plus check (amount >= 0) not valid;\nalter table orders validate constraint orders_plus;',
      down: 'alter table orders drop constraint orders_plus;',
      busy: orders,
    },
    {
      rule: 'update-unbatched',
      // New rows are not in it: when they came is another time in each run.
      up: `update orders set note = 'of ' || code where id <= ${rows};`,
      down: `update orders set note = 'note ' || id % 5000 where id <= ${rows};`,
      downOptions: 'lossy="other notes"',
      busy: orders,
    },
    {
      rule: 'delete-unbatched',
      up: `delete from orders where customer % 4 = 0 and id <= ${rows};`,
      down: `insert into orders (${orders.columns}) select ${orders.values} from generate_series(1, 40) n where (1 + n % 1000) % 4 = 0;`,
      downOptions: 'lossy="rows"',
      busy: orders,
    },
    {
      rule: 'ddl-and-dml-mixed',
      up: `alter table orders add column state text;\nupdate orders set state = 'new' where id <= ${rows};`,
      down: 'alter table orders drop column state;',
      downOptions: 'lossy="states"',
      busy: orders,
    },
    {
      rule: 'statement-after-access-exclusive',
      up: 'alter table orders add column state text;\ncreate table report as select customer, count(*) from orders group by customer;',
      down: 'drop table report;\nalter table orders drop column state;',
      downOptions: 'lossy="states"',
      busy: { ...orders, grows: false },
    },
    {
      rule: 'wide-lock-window',
      given: 'create table shops (id bigint primary key);',
      up: 'alter table orders add column a text;\nalter table customers add column a text;\nalter table shops add column a text;',
      down: 'alter table shops drop column a;\nalter table customers drop column a;\nalter table orders drop column a;',
      downOptions: 'lossy="a"',
      busy: orders,
    },
  ];
}
