import { LATER } from './later-statements.ts';

/** What the revisions below have made: everything in it is in use. */
export const SETUP = `
create domain positive as int check (value > 0);
create domain plain as int;
create domain title as varchar(20);
create type mood as enum ('glad', 'sad');
create type mood2 as enum ('glad', 'sad', 'mad');
create access method heap2 type table handler heap_tableam_handler;
create function steady() returns int immutable language sql as 'select 1';
create function moving() returns int volatile language sql as 'select 1';
create function touch() returns trigger language plpgsql as 'begin return new; end';
create table customers (id bigint primary key, name text, email varchar(100) not null, score plain);
create table orders (id bigint primary key, customer bigint references customers, code varchar(20), note text, price numeric(10, 2),
  amount int not null default 0, at timestamp, day date, ts timestamptz(6), ip cidr, mood mood, heading title, level positive, bits bit varying(8),
  data jsonb, tags varchar(10)[], ch char(10), f float8, i interval, xx xml, checked text, valid_not_null text, constraint known check (valid_not_null is not null),
  constraint loose check (amount >= 0) not valid, constraint tight check (checked <> ''));
create index orders_code on orders (code);
create index orders_lower on orders (lower(note));
create index orders_partial on orders (day) where day > '2020-01-01';
create unique index orders_number on orders (amount);
create unique index orders_nullable on orders (customer);
create table lines (id bigint, item bigint, constraint lines_order foreign key (item) references orders not valid);
create table rooms (id bigint primary key, period tstzrange);
create unlogged table cache (id bigint);
create table plain_table (id int, v text);
create table parts (id bigint not null, at date not null, v int) partition by range (at);
create table parts_a partition of parts for values from ('2020-01-01') to ('2021-01-01');
create table parts_b partition of parts for values from ('2021-01-01') to ('2022-01-01');
create table loose_part (id bigint not null, at date not null, v int);
create table checked_part (id bigint not null, at date not null, v int, constraint bounds check (at >= '2023-01-01' and at < '2024-01-01'));
create table rest (id bigint not null, k int not null) partition by list (k);
create table rest_1 partition of rest for values in (1);
create table rest_default partition of rest default;
create materialized view days as select id from customers;
create unique index days_id on days (id);
create view shown as select id, name from customers;
`;

/** Statements on it, one a line, each on its own. */
export const STATEMENTS: readonly string[] = `
create index on orders (customer)
create index if not exists other on orders (price) where price > 0
create unique index on orders (code)
create index on orders using hash (code)
create index on only orders (day)
create index on orders (steady())
create index on days (id)
create index on parts (at)
create index on only parts (at)
create index on parts_a (v)
drop index orders_code
drop index orders_lower, orders_partial
reindex table orders
reindex index orders_code
refresh materialized view days
refresh materialized view days with no data
refresh materialized view concurrently days
create materialized view weeks as select id from orders
create materialized view weeks as select id from orders with no data
cluster orders using orders_code
alter table orders add column a int
alter table orders add column a int default 1
alter table orders add column a int not null default 1
alter table orders add column a timestamptz default now()
alter table orders add column a timestamptz not null default current_timestamp
alter table orders add column a date default current_date
alter table orders add column a int default steady()
alter table orders add column a int default moving()
alter table orders add column a uuid default gen_random_uuid()
alter table orders add column a float default random()
alter table orders add column a timestamptz default clock_timestamp()
alter table orders add column a text default md5(random()::text)
alter table orders add column a text default upper('x')
alter table orders add column a int[] default '{}'
alter table orders add column a jsonb not null default '{}'
alter table orders add column a mood default 'glad'
alter table orders add column a plain
alter table orders add column a plain default 1
alter table orders add column a positive
alter table orders add column a positive default 1
alter table orders add column a serial
alter table plain_table add column a bigserial primary key
alter table orders add column a bigint generated always as identity
alter table orders add column a int generated always as (amount + 1) stored
alter table orders add column a int generated always as (amount + 1) virtual
alter table orders add column a int check (a > 0)
alter table orders add column a int default 1 check (a > 0)
alter table orders add column a int unique
alter table orders add column a bigint references customers
alter table orders add column a bigint default 1 references customers
alter table orders add column a int, add column b uuid default gen_random_uuid()
alter table parts add column a int default 1
alter table parts add column a uuid default gen_random_uuid()
alter table orders drop column note
alter table orders drop column if exists nothing
alter table orders alter amount type bigint
alter table orders alter amount type int
alter table orders alter amount type smallint
alter table orders alter amount type numeric
alter table orders alter f type text
alter table orders alter code type varchar(50)
alter table orders alter code type varchar(10)
alter table orders alter code type varchar
alter table orders alter code type text
alter table orders alter code type text using code::text
alter table orders alter code type text using code || ''
alter table orders alter code type char(20)
alter table orders alter code type varchar(20) collate "C"
alter table orders alter price type numeric(12, 2)
alter table orders alter price type numeric(12, 4)
alter table orders alter price type numeric(8, 2)
alter table orders alter price type numeric
alter table orders alter price type float8
alter table orders alter at type timestamp(3)
alter table orders alter at type timestamp(6)
alter table orders alter at type date
alter table orders alter ts type timestamptz
alter table orders alter day type timestamp
alter table orders alter ip type inet
alter table orders alter mood type text
alter table orders alter mood type mood2 using mood::text::mood2
alter table orders alter heading type varchar(20)
alter table orders alter heading type varchar(40)
alter table orders alter heading type text
alter table orders alter code type title
alter table orders alter amount type plain
alter table orders alter amount type positive
alter table orders alter level type int
alter table orders alter bits type bit varying(16)
alter table orders alter bits type bit varying(4)
alter table orders alter data type json
alter table orders alter tags type varchar(20)[]
alter table orders alter tags type text[]
alter table orders alter ch type char(20)
alter table orders alter ch type text
alter table orders alter f type real
alter table orders alter i type interval(3)
alter table orders alter xx type text
alter table orders alter note type varchar
alter table orders alter note type varchar(100)
alter table orders alter checked type varchar
alter table orders alter day type date
alter table parts alter v type bigint
alter table orders alter note set not null
alter table orders alter amount set not null
alter table orders alter valid_not_null set not null
alter table orders alter id set not null
alter table parts alter v set not null
alter table orders alter amount drop not null
alter table orders alter amount set default 5
alter table orders alter amount drop default
alter table orders alter amount set statistics 500
alter table orders alter note set storage external
alter table orders add check (price > 0)
alter table orders add constraint c check (price > 0) not valid
alter table orders add constraint c check (note is not null)
alter table parts add check (v > 0)
alter table orders validate constraint loose
alter table orders add constraint c check (price > 0) not valid, validate constraint loose
alter table lines validate constraint lines_order
alter table lines add foreign key (id) references customers
alter table lines add foreign key (id) references customers not valid
alter table orders add unique (note)
alter table orders add constraint u unique using index orders_number
alter table plain_table add primary key (id)
alter table lines add constraint p primary key (id)
alter table orders drop constraint orders_pkey cascade, add constraint p primary key using index orders_number
alter table orders drop constraint orders_pkey cascade, add constraint p primary key using index orders_nullable
alter table orders drop constraint known
alter table lines drop constraint lines_order
alter table rooms add exclude using gist (period with &&)
alter table orders add constraint n not null note
alter table orders add constraint n not null note not valid
alter table plain_table set unlogged
alter table cache set logged
alter table cache set unlogged
alter table plain_table set access method heap2
alter table plain_table set access method heap
alter table plain_table set (fillfactor = 70)
alter table plain_table set without oids
alter table plain_table set schema public
alter table plain_table owner to current_user
alter table plain_table replica identity full
alter table plain_table enable row level security
alter table parts attach partition loose_part for values from ('2023-01-01') to ('2024-01-01')
alter table parts attach partition checked_part for values from ('2023-01-01') to ('2024-01-01')
alter table parts attach partition checked_part for values from ('2022-01-01') to ('2023-01-01')
alter table parts detach partition parts_a
create table parts_c partition of parts for values from ('2024-01-01') to ('2025-01-01')
create table rest_2 partition of rest for values in (2)
alter table rest detach partition rest_1
alter domain plain add check (value > 0)
alter domain plain add constraint c check (value > 0) not valid
alter domain positive set not null
alter domain plain set default 1
alter type mood add value 'mad'
alter type mood rename value 'sad' to 'blue'
alter table orders rename to purchases
alter table orders rename column note to remark
alter table orders rename constraint known to k
alter index orders_code rename to c
create trigger t before update on orders for each row execute function touch()
create policy p on orders using (true)
comment on table orders is 'x'
grant select on orders to current_user
drop table lines
drop table orders cascade
drop table parts_a
drop view shown
drop materialized view days
drop type mood2
truncate plain_table
truncate orders cascade
lock table orders in share mode
lock table orders
insert into plain_table (id) values (1)
insert into plain_table select id from customers
update plain_table set v = 'x'
update orders set note = 'x' where id = 7
delete from plain_table
delete from orders where id = 7
select count(*) from orders
create table fresh (id bigint primary key)
create table fresh (id bigint references customers)
create table fresh as select * from customers
create table fresh (like orders including all)
create view seen as select * from orders
create function f() returns int language sql as 'select 1'
create sequence s
alter table orders alter id add generated by default as identity
alter table orders disable trigger user
analyze orders
create statistics st on code, note from orders
`
  .trim()
  .split('\n')
  .concat(LATER);

/** Statements that cannot run in a transaction, and whether they stop others for as long as they work, as `alone.db.test.ts` sees it. */
export const ALONE: Readonly<Record<string, boolean>> = {
  'create index concurrently on orders (customer)': false,
  'create unique index concurrently on orders (code)': false,
  'drop index concurrently orders_code': false,
  'reindex table concurrently orders': false,
  'reindex index concurrently orders_code': false,
  'reindex schema public': true,
  'vacuum orders': false,
  'vacuum (analyze) orders': false,
  'vacuum full orders': true,
  'vacuum (full, analyze) orders': true,
  cluster: true,
  'alter table parts detach partition parts_a concurrently': false,
};
