/** Statements that were written when the rules were there already. */
export const LATER: readonly string[] = `
alter table if exists only public.orders alter column "amount" set data type int8
alter table orders alter column amount type oid using amount::oid
alter table orders alter ts type timestamp
alter table orders alter at type timestamptz
alter table orders alter at type timestamptz using at at time zone 'UTC'
alter table orders alter note type varchar using note::varchar
alter table orders alter note type title
alter table customers alter email type varchar(200), alter name set default 'x'
alter table customers alter email type varchar(200), alter name set not null
alter table customers alter email type varchar(100) collate "POSIX"
alter table customers add column a text collate "C" default 'x'
alter table customers add column a numeric(10,2) default 0.5
alter table customers add column a timestamptz default now() - interval '1 day'
alter table customers add column a text default current_user
alter table customers add column a text default to_char(now(), 'YYYY')
alter table customers add column a int default (random() * 10)::int
alter table customers add column a smallserial
alter table customers add column a title default 'x'
alter table customers add column a int constraint named_check check (a > 0 and a < 10)
alter table customers add column a int constraint u unique nulls not distinct
alter table customers add constraint c check (score is not null or name is not null)
alter table customers add constraint c foreign key (id) references orders (amount) on delete cascade
alter table customers add constraint c foreign key (id) references orders (amount) deferrable initially deferred not valid
alter table customers add constraint u unique (email, name) include (score)
alter table customers add constraint u unique (email) with (fillfactor = 70)
alter table customers alter score set not null
alter table customers alter email set not null, add check (email <> '') not valid
alter table orders drop constraint tight, drop constraint known
alter table orders alter checked set not null
alter table orders alter valid_not_null set not null, alter note set default ''
alter table orders validate constraint loose, alter note set default ''
alter table orders add column b int generated always as identity (start with 5), drop column note
alter table orders rename constraint tight to looser
alter table orders cluster on orders_code
alter table orders set (autovacuum_enabled = false)
alter table orders reset (fillfactor)
alter table orders force row level security
alter table orders alter note set compression pglz
alter table orders alter note set (n_distinct = 5)
alter table rooms add constraint no_overlap exclude using gist (period with &&) where (id > 5)
alter table parts add constraint p primary key (id, at)
alter table parts add unique (at)
alter table parts alter v type int
alter table parts alter v set default 1
alter table parts add foreign key (id) references customers
alter table parts add column a bigint references customers
alter table parts_a add check (v > 0)
alter table parts_a alter v set not null
create unique index concurrently_not on customers (lower(name))
create index on customers using brin (id)
create index on customers (name text_pattern_ops) include (email) where name is not null
create index if not exists orders_code on orders (code)
create trigger t after insert on customers referencing new table as n for each statement execute function touch()
create trigger t instead of insert on shown for each row execute function touch()
create or replace view shown as select id, name, email from customers
create rule r as on insert to customers do nothing
drop function touch()
drop domain positive cascade
drop type mood cascade
drop index if exists orders_code, orders_lower
drop schema public cascade
alter view shown rename to seen
alter materialized view days rename to d2
alter materialized view days set tablespace pg_default
alter sequence if exists s restart
alter type mood rename to feeling
alter domain positive drop constraint positive_check
alter domain positive validate constraint positive_check
alter domain title add constraint t check (value <> 'x')
alter domain title set not null
alter function moving() stable
refresh materialized view days with data
reindex (verbose) index orders_number
merge into plain_table p using customers c on p.id = c.id when matched then update set v = 'x'
with gone as (delete from plain_table returning *) select count(*) from gone
insert into plain_table values (1, 'x') on conflict do nothing
create table t2 (like orders including indexes including constraints, extra int)
create table t3 () inherits (plain_table)
create table parts_d partition of parts default
create materialized view m2 as select o.id from orders o join customers c on c.id = o.customer
do $$ begin alter table plain_table alter id type bigint; end $$
select moving()
lock table orders in access share mode
`
  .trim()
  .split('\n');
