import type { MergeProblem } from '../../../src/errors/merge/does-not-commute.ts';

/** The common ancestor. */
export const BASE = `create type mood as enum ('happy', 'sad');
create table customers (id serial primary key, name varchar(50) not null, mood mood not null default 'happy', note text);
create table orders (
  id integer generated always as identity primary key, customer_id integer not null references customers (id),
  total numeric(10,2) not null, quantity integer not null default 1, comment text
);`;

/** One side: the statements of its upgrade and downgrade, and what is lost on the way back. Or the code of a data revision. */
export type Side =
  | { readonly up: string; readonly down: string; readonly lossy?: string; readonly irreversible?: string }
  | { readonly code: string };

export interface MergeCase {
  readonly name: string;
  readonly a: Side;
  readonly b: Side;
}

export interface GoodMerge extends MergeCase {
  readonly wayBack?: false;
  readonly volatile?: readonly string[];
}

export interface BadMerge extends MergeCase {
  readonly problem: MergeProblem;
  readonly says: RegExp;
  /** The beginnings of the two statements that are to blame. */
  readonly pair?: readonly [string, string];
}

const side = (up: string, down: string, lossy?: string): Side => ({
  up,
  down,
  ...(lossy === undefined ? {} : { lossy }),
});
const noWayBack = (up: string): Side => ({ up, down: '', irreversible: 'nobody needs it' });
const column = (name: string, type: string, table = 'orders'): Side =>
  side(`alter table ${table} add column ${name} ${type};`, `alter table ${table} drop column ${name};`, name);
const code = (sql: string): Side => ({
  code: `export async function upgrade(op: { execute(sql: string): Promise<unknown> }): Promise<void> {
  await op.execute(${JSON.stringify(sql)});
}
`,
});

export const GOOD: readonly GoodMerge[] = [
  { name: 'two columns of one table', a: column('title', 'text'), b: column('weight', 'integer not null default 1') },
  {
    name: 'an index and a column',
    a: side('create index orders_total on orders (total);', 'drop index orders_total;'),
    b: column('title', 'text'),
  },
  {
    name: 'a table that points to one which gets a column',
    a: side(
      'create table visits (id serial primary key, customer_id integer references customers (id));',
      'drop table visits;',
      'the visits',
    ),
    b: column('email', 'text', 'customers'),
  },
  {
    name: 'two defaults of two columns',
    a: side(
      'alter table orders alter column total set default 0;',
      'alter table orders alter column total drop default;',
    ),
    b: side(
      'alter table orders alter column quantity set default 2;',
      'alter table orders alter column quantity set default 1;',
    ),
  },
  {
    name: 'a column that the clock fills',
    a: column('made_at', 'timestamptz not null default clock_timestamp()'),
    b: side(
      "update orders set comment = coalesce(comment, '') || '!';",
      "update orders set comment = nullif(comment, '!');",
      'which comments were there',
    ),
    volatile: ['public.orders.made_at'],
  },
  {
    name: 'a data revision and a column',
    a: code("update customers set note = 'none' where note is null"),
    b: column('email', 'text', 'customers'),
    wayBack: false,
  },
  {
    name: 'a new label and a table with such a column',
    a: noWayBack("alter type mood add value 'calm';"),
    b: side('create table feelings (id integer primary key, mood mood);', 'drop table feelings;', 'all'),
    wayBack: false,
  },
  {
    name: 'a column that becomes NOT NULL and a column that is filled',
    a: side(
      "update orders set comment = '' where comment is null;\nalter table orders alter column comment set not null;",
      'alter table orders alter column comment drop not null;',
      'which comments were missing',
    ),
    b: side('update orders set quantity = quantity / 2;', 'update orders set quantity = 1;', 'the quantities'),
  },
];

export const BAD: readonly BadMerge[] = [
  {
    name: 'one column twice, with two types',
    a: side(
      'create index orders_total on orders (total);\nalter table orders add column title text;',
      'alter table orders drop column title;\ndrop index orders_total;',
      'titles',
    ),
    b: column('title', 'integer'),
    problem: 'fails',
    says: /column "title" of relation "orders" already exists/,
    pair: ['alter table orders add column title text', 'alter table orders add column title integer'],
  },
  {
    name: 'renamed on one side, altered on the other',
    a: side('alter table orders rename column total to sum;', 'alter table orders rename column sum to total;'),
    b: side(
      'alter table orders alter column quantity set default 3;\nalter table orders alter column total type numeric(12,2);',
      'alter table orders alter column total type numeric(10,2);\nalter table orders alter column quantity set default 1;',
    ),
    problem: 'fails',
    says: /column "total" of relation "orders" does not exist/,
    pair: ['alter table orders rename column total to sum', 'alter table orders alter column total type'],
  },
  {
    name: 'two defaults of one column',
    a: side(
      'alter table orders alter column quantity set default 5;',
      'alter table orders alter column quantity set default 1;',
    ),
    b: side(
      'alter table orders alter column quantity set default 6;',
      'alter table orders alter column quantity set default 1;',
    ),
    problem: 'catalogs-differ',
    says: /column public\.orders\.quantity\n {4}default: 6 -> 5/,
    pair: ['alter table orders alter column quantity set default 5', 'alter table orders alter column quantity set'],
  },
  {
    name: 'a new label at the end of one enum on both sides',
    a: noWayBack("alter type mood add value 'calm';"),
    b: noWayBack("alter type mood add value 'angry';"),
    problem: 'catalogs-differ',
    says: /enum public\.mood/,
    pair: ["alter type mood add value 'calm'", "alter type mood add value 'angry'"],
  },
  {
    name: "a column that goes and the other side's view of it",
    a: side('alter table orders drop column comment;', 'alter table orders add column comment text;', 'comments'),
    b: side('create view remarks as select id, comment from orders;', 'drop view remarks;'),
    problem: 'fails',
    says: /column "comment" does not exist/,
    pair: ['alter table orders drop column comment', 'create view remarks'],
  },
  {
    name: 'two indexes with one name',
    a: side('create index orders_index on orders (total);', 'drop index orders_index;'),
    b: side('create index orders_index on orders (quantity);', 'drop index orders_index;'),
    problem: 'fails',
    says: /relation "orders_index" already exists/,
    pair: ['create index orders_index on orders (total)', 'create index orders_index on orders (quantity)'],
  },
  {
    name: 'sums that depend on who comes first',
    a: side(
      'update orders set quantity = 1;\nupdate orders set quantity = quantity * 2;',
      'update orders set quantity = 1;',
      'the quantities',
    ),
    b: code('update orders set quantity = quantity + 5'),
    problem: 'rows-differ',
    says: /public\.orders\.quantity/,
    pair: ['update orders set quantity = 1', ''],
  },
  {
    name: 'NOT NULL on one side, NULLs on the other',
    a: side(
      "update orders set comment = '' where comment is null;\nalter table orders alter column comment set not null;",
      'alter table orders alter column comment drop not null;',
      'which comments were missing',
    ),
    b: side("update orders set comment = null where comment = '';", 'select 1;', 'empty comments'),
    problem: 'fails',
    says: /null value in column "comment"/,
    pair: ["update orders set comment = ''", 'update orders set comment = null'],
  },
  {
    name: 'a way back that needs what the other side renamed',
    a: side(
      'alter table orders rename constraint orders_pkey to orders_id;',
      'alter table orders rename constraint orders_id to orders_pkey;',
    ),
    b: side(
      'create table extra (id integer primary key);',
      "drop table extra;\ndo $$ begin if not exists (select from pg_constraint where conname = 'orders_pkey') then raise 'no key'; end if; end $$;",
      'all',
    ),
    problem: 'way-back',
    says: /the downgrade fails at .*no key/,
  },
];
