import type { MergeCase, Side } from './merge-cases.ts';

export interface OrderedMerge extends MergeCase {
  /** What the merge runs. */
  readonly says: RegExp;
  readonly wayBack?: false;
}

export interface UnmendableMerge extends MergeCase {
  readonly code: string;
  readonly says: RegExp;
  readonly hint: RegExp;
}

const side = (up: string, down: string, lossy?: string): Side => ({
  up,
  down,
  ...(lossy === undefined ? {} : { lossy }),
});
const forGood = (up: string): Side => ({ up, down: '', irreversible: 'nobody needs it' });
const fn = (body: string) =>
  `create or replace function twice(n integer) returns integer language sql as $$ select ${body} $$;`;

/** Pairs of which both orders run and make different schemas. The order of the tests is B, then A. */
export const ORDERED: readonly OrderedMerge[] = [
  {
    name: 'two defaults, two comments, and NOT NULL of one column',
    a: side(
      `alter table orders alter column quantity set default 5;
comment on column orders.quantity is 'it''s how many';
alter table orders alter column quantity drop not null;`,
      `alter table orders alter column quantity set default 1;
comment on column orders.quantity is null;
update orders set quantity = 1 where quantity is null;
alter table orders alter column quantity set not null;`,
    ),
    b: side(
      `alter table orders alter column quantity set default 6;
comment on column orders.quantity is 'a number';
alter table orders alter column quantity set not null;`,
      `alter table orders alter column quantity set default 1;
comment on column orders.quantity is null;`,
    ),
    says: /set default 5;[\s\S]*drop not null;[\s\S]*is 'it''s how many';/,
  },
  {
    name: 'two types of one column, with a default and an index on it',
    a: side(
      'alter table orders alter column quantity type bigint;',
      'alter table orders alter column quantity type integer;',
    ),
    b: side(
      'create index orders_quantity on orders (quantity) where quantity > 3;\nalter table orders alter column quantity type numeric(12,0);',
      'drop index orders_quantity;\nalter table orders alter column quantity type integer;',
    ),
    says: /type bigint using "quantity"::bigint;\s+alter table .* set default 1;/,
  },
  {
    name: 'a label at the end of one enum on both sides, with a default and an array of it',
    a: forGood("alter type mood add value 'calm';\nalter table customers add column moods mood[];"),
    b: forGood("alter type mood add value 'angry';"),
    says: /create type "public"\."mood" as enum \('happy', 'sad', 'angry', 'calm'\);[\s\S]*using "moods"::text\[\]::public\.mood\[\];/,
    wayBack: false,
  },
  {
    name: 'a view of all columns, and a column; a policy, a trigger, and two bodies of one function',
    a: side(
      `alter table orders add column weight integer;
${fn('n * 2')}
drop policy if exists seen on orders;
create policy seen on orders for select using (quantity > 1);
create or replace trigger keep before update on orders for each row execute function suppress_redundant_updates_trigger();`,
      'drop trigger if exists keep on orders;\ndrop policy if exists seen on orders;\ndrop function if exists twice(integer);\nalter table orders drop column weight;',
      'weights',
    ),
    b: side(
      `create view everything as select * from orders;
${fn('n + n')}
drop policy if exists seen on orders;
create policy seen on orders as restrictive to public using (quantity > 2) with check (total > 0);
create or replace trigger keep before update of total on orders for each row execute function suppress_redundant_updates_trigger();`,
      'drop trigger if exists keep on orders;\ndrop policy if exists seen on orders;\ndrop function if exists twice(integer);\ndrop view everything;',
    ),
    says: /drop policy "seen"[\s\S]*select n \* 2[\s\S]*create policy "seen"/,
  },
  {
    name: 'a constraint and an index with one name, made where they are not; grants on all tables; parameters of a sequence',
    a: side(
      `alter table orders drop constraint if exists few;
alter table orders add constraint few check (quantity < 1000000000000);
create index if not exists by_total on orders (total);
alter sequence customers_id_seq increment by 2 cache 5;
create table extra (id integer primary key);
alter table orders enable row level security;`,
      'alter table orders disable row level security;\ndrop table extra;\nalter sequence customers_id_seq increment by 1 cache 1;\ndrop index if exists by_total;\nalter table orders drop constraint if exists few;',
      'all of extra',
    ),
    b: side(
      `alter table orders drop constraint if exists few;
alter table orders add constraint few check (total < 10000000000);
create index if not exists by_total on orders (customer_id);
alter sequence customers_id_seq increment by 3;
grant select on all tables in schema public to pg_monitor with grant option;
alter table orders disable row level security;`,
      'revoke all on all tables in schema public from pg_monitor;\nalter sequence customers_id_seq increment by 1;\ndrop index if exists by_total;\nalter table orders drop constraint if exists few;',
    ),
    says: /drop index "public"\."by_total";[\s\S]*increment by 2[\s\S]*add constraint "few" CHECK[\s\S]*CREATE INDEX by_total/,
  },
];

export const UNMENDABLE: readonly UnmendableMerge[] = [
  {
    name: 'only one order runs: the files must say so',
    a: side('create table extra (id integer primary key);', 'drop table extra;', 'all'),
    b: side(
      'alter table if exists extra add column n integer;\nselect count(n) from extra;',
      'alter table extra drop column n;',
      'n',
    ),
    code: 'merge-branch-fails',
    says: /relation "extra" does not exist/,
    hint: /migrate validate cccccccccccc/,
  },
  {
    name: 'what the first one drops, the second one looks at',
    a: side('alter table orders drop column comment;', 'alter table orders add column comment text;', 'comments'),
    b: side('update orders set quantity = length(comment);', 'select 1;', 'quantities'),
    code: 'merge-does-not-commute',
    says: /column "comment" does not exist/,
    hint: /Only cccccccccccc, then bbbbbbbbbbbb runs\. Record that in the files: write "depends-on: cccccccccccc" into features\/shop\/migrations\/bbbbbbbbbbbb\.sql/,
  },
  {
    name: 'rows that depend on who comes first',
    a: side('update orders set quantity = 1;', 'select 1;', 'quantities'),
    b: side('update orders set quantity = 2;', 'select 1;', 'quantities'),
    code: 'merge-does-not-commute',
    says: /ends with other rows than/,
    hint: /--by-hand/,
  },
  {
    name: 'a column that is there after one order only',
    a: side('alter table orders drop column if exists extra;', 'select 1;'),
    b: side('alter table orders add column extra integer;', 'alter table orders drop column if exists extra;', 'extra'),
    code: 'merge-needs-hand',
    says: /Braid cannot generate statements[\s\S]*column public\.orders\.extra/,
    hint: /--by-hand/,
  },
  {
    name: 'an enum that a view depends on cannot be made again',
    a: forGood("alter type mood add value 'calm';"),
    b: forGood("create view moods as select mood from customers;\nalter type mood add value 'angry';"),
    code: 'merge-does-not-commute',
    says: /the merge's own statement at .* fails: cannot alter type of a column used by a view/,
    hint: /^The statements that Braid can generate are not enough\. .*--by-hand/,
  },
];
