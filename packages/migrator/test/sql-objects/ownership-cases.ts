/** One after the other, each above the one before it. The last is judged; what it breaks: `does object of owner`, or nothing. */
export interface OwnershipCase {
  readonly history: readonly string[];
  readonly breaks: readonly string[];
  /** Slices by the names that their snapshots declare. */
  readonly declared?: Readonly<Record<string, string>>;
  readonly alters?: readonly string[];
}

const common =
  "common: create schema app; create table orders (id serial primary key, n int); create table app.orders (id int); create type mood as enum ('a'); create sequence numbers; create view top as select 1 as n; create index orders_n on orders (n); create function pay(int, text) returns int language sql as 'select 1'; create extension pg_trgm; create domain email as text; create materialized view sums as select 1 as n; create publication feed";

const breaks = (statement: string, ...found: readonly string[]): OwnershipCase => ({
  history: [common, `events: ${statement}`],
  breaks: found,
});
const allows = (statement: string): OwnershipCase => breaks(statement);

/** What another slice's revision may not do. */
export const WRONG: readonly OwnershipCase[] = [
  breaks('alter table orders add column x int', 'changes orders of common'),
  breaks('alter table if exists only orders drop column n', 'changes orders of common'),
  breaks('ALTER TABLE Orders ADD COLUMN x int', 'changes orders of common'),
  breaks('alter table "orders" rename column n to m', 'changes orders of common'),
  breaks('alter table public.orders rename to bookings', 'renames orders of common'),
  breaks('alter table app.orders set schema public', 'renames app.orders of common'),
  breaks('alter table orders add constraint c check (n > 0), add column y int', 'changes orders of common'),
  breaks('drop table orders cascade', 'drops orders of common'),
  breaks('drop table if exists mine, orders, app.orders', 'drops orders of common', 'drops app.orders of common'),
  breaks('create index on orders (n)', 'changes orders of common'),
  breaks('create unique index concurrently x on only app.orders (id)', 'changes app.orders of common'),
  breaks('drop index orders_n', 'drops orders_n of common'),
  breaks('alter index orders_n rename to x', 'renames orders_n of common'),
  breaks('drop index concurrently if exists orders_pkey', 'drops orders_pkey of common'),
  breaks('alter sequence orders_id_seq restart', 'changes orders_id_seq of common'),
  breaks("select setval('public.orders_id_seq', 1)", 'writes rows of orders_id_seq of common'),
  breaks('create trigger t before insert on orders for each row execute function mine()', 'changes orders of common'),
  breaks('drop trigger t on app.orders', 'changes app.orders of common'),
  breaks('create policy p on orders using (true)', 'changes orders of common'),
  breaks('alter policy p on orders rename to q', 'changes orders of common'),
  breaks('create rule r as on insert to orders do instead nothing', 'changes orders of common'),
  breaks("comment on table orders is 'x'", 'changes orders of common'),
  breaks("comment on column app.orders.id is 'x'", 'changes app.orders of common'),
  breaks("comment on function pay(int, text) is 'x'", 'changes pay(integer, text) of common'),
  breaks('grant select on orders to public', 'changes orders of common'),
  breaks('revoke all on function pay(integer, text) from public', 'changes pay(integer, text) of common'),
  breaks('grant usage on schema app to public', 'changes schema app of common'),
  breaks('insert into orders values (1)', 'writes rows of orders of common'),
  breaks('update app.orders o set id = 1 from orders', 'writes rows of app.orders of common'),
  breaks('delete from orders using mine', 'writes rows of orders of common'),
  breaks(
    'with gone as (delete from orders returning *) insert into mine select * from gone',
    'writes rows of orders of common',
  ),
  breaks('merge into orders using mine on true when matched then delete', 'writes rows of orders of common'),
  breaks('truncate mine, orders', 'writes rows of orders of common'),
  breaks("copy orders from '/tmp/x'", 'writes rows of orders of common'),
  breaks('copy app.orders (id) from stdin with (format csv)', 'writes rows of app.orders of common'),
  breaks("alter type mood add value 'b'", 'changes type mood of common'),
  breaks('drop type if exists public.mood', 'drops type mood of common'),
  breaks('alter domain email drop not null', 'changes type email of common'),
  breaks('drop view top', 'drops top of common'),
  breaks('create or replace view top as select 2 as n', 'replaces top of common'),
  breaks('drop materialized view sums', 'drops sums of common'),
  breaks(
    "create or replace function pay(a int4, b text) returns int language sql as 'select 2'",
    'replaces pay(integer, text) of common',
  ),
  breaks('drop function pay', 'drops pay of common'),
  breaks('alter function pay(int, text) rename to x', 'renames pay(integer, text) of common'),
  breaks('drop schema app cascade', 'drops schema app of common'),
  breaks('drop extension pg_trgm', 'drops extension pg_trgm of common'),
  breaks('create table mine (id int) | drop table mine; drop table orders', 'drops orders of common'),
  breaks(
    'create extension if not exists pg_trgm | drop extension if exists pg_trgm',
    'drops extension pg_trgm of common',
  ),
  breaks('set search_path = app; drop table orders', 'drops app.orders of common'),
  breaks("select set_config('search_path', 'nowhere, app', true); drop table orders", 'drops app.orders of common'),
  breaks('create table part partition of orders for values in (1)', 'changes orders of common'),
  breaks('create table mine (id int); alter table mine attach partition orders default', 'changes orders of common'),
  breaks('alter publication feed add table mine', 'changes publication feed of common'),
  {
    history: [common, 'common: alter table orders rename to bookings', 'events: alter table bookings add x int'],
    breaks: ['changes bookings of common'],
  },
  {
    history: [common, 'common: alter table orders rename to bookings', 'events: drop index orders_n'],
    breaks: ['drops orders_n of common'],
  },
  {
    history: [common, 'common: alter schema app rename to core', 'events: drop table core.orders'],
    breaks: ['drops core.orders of common'],
  },
  {
    history: [common, 'common: alter table orders set schema app', 'events: insert into app.orders values (1)'],
    breaks: ['writes rows of app.orders of common'],
  },
  {
    history: [common, 'common: alter table orders rename constraint orders_pkey to pk', 'events: drop index pk'],
    breaks: ['drops pk of common'],
  },
  {
    history: [
      'common: do $$ begin execute $x$ create table ticks () $x$; end $$',
      'events: alter table ticks add x int',
    ],
    declared: { common: 'ticks' },
    breaks: ['changes ticks of common'],
  },
  {
    history: [common, 'events: drop table orders'],
    declared: { common: 'orders' },
    alters: ['setups'],
    breaks: ['drops orders of common'],
  },
];

/** What looks alike and is right. */
export const RIGHT: readonly OwnershipCase[] = [
  allows('create table mine (id int references orders (id))'),
  allows('create table mine (like orders including all)'),
  allows('create table mine () inherits (orders)'),
  allows('create table mine (id int); alter table mine add foreign key (id) references app.orders (id) not valid'),
  allows('create view mine as select * from orders'),
  allows('create table mine as select * from orders'),
  allows('create table mine (id int); insert into mine select id from orders'),
  allows("create function mine(orders) returns mood language sql as 'select 1'"),
  allows("create function pay(int) returns int language sql as 'select 1'; drop function pay(int)"),
  allows("create table app.mine (m mood, e email default pay(1, ''))"),
  allows('create table "Orders" (id int); drop table "Orders"'),
  allows('create table if not exists orders (id int)'),
  allows('create extension if not exists pg_trgm'),
  allows('alter table unknown add column x int'),
  allows('drop table if exists unknown'),
  allows('do $$ begin drop table orders; end $$'),
  allows('call pay(1)'),
  allows('create function mine() returns void language plpgsql as $$ begin drop table orders; end $$'),
  allows('create temp table orders (id int); insert into orders values (1); drop table orders'),
  allows(
    'set search_path = mine, public; create table orders (id int); alter table orders add x int; insert into mine.orders values (1)',
  ),
  allows("select set_config('search_path', current_setting('x'), true); drop table orders"),
  allows('lock table orders; analyze orders; refresh materialized view sums'),
  allows("copy orders to '/tmp/x'"),
  allows('create table mine (id int); copy mine (id) from stdin'),
  allows('create table mine (id int); create trigger t before insert on mine for each row execute function pay()'),
  allows('create publication mine for table orders'),
  allows('grant select on all tables in schema app to public'),
  allows('alter default privileges in schema app grant select on tables to public'),
  allows('create table mine (id serial) | alter sequence mine_id_seq rename to x; drop table mine'),
  allows('create sequence mine owned by orders.id'),
  allows('create schema own create table orders (id int) create index on orders (id); drop table own.orders'),
  { history: [common, 'events: drop table orders; create table x ()'], alters: ['common'], breaks: [] },
  {
    history: [
      common,
      'common: drop table orders',
      'events: create table orders (id int); create index orders_n on orders (id)',
      'events: drop index orders_n; drop table orders',
    ],
    breaks: [],
  },
  { history: [common, 'common: drop table orders', 'events: drop index orders_n'], breaks: [] },
  {
    history: [
      common,
      'events: create table mine (id int); alter table mine rename to other',
      'events: drop table other',
    ],
    breaks: [],
  },
  { history: [common, 'events: alter table orders add x int'], declared: { events: 'orders' }, breaks: [] },
  {
    history: ['events: do $$ begin end $$', 'events: alter table ticks add x int'],
    declared: { events: 'ticks', common: 'ticks' },
    breaks: [],
  },
  {
    history: [
      "common: create function f(int) returns int language sql as ''",
      "events: create function f(text) returns int language sql as ''",
      'events: drop function f',
    ],
    breaks: [],
  },
];
