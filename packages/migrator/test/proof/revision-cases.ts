import type { ProofPhase } from '../../src/errors/proof/proof-failed-error.ts';

/** The state below each revision in question. */
export const BASE = `
create type mood as enum ('happy', 'sad');
create table customers (id serial primary key, name varchar(50) not null, email text unique check (email like '%@%'), mood mood not null default 'happy', note text);
create table orders (
  id integer generated always as identity primary key, customer_id integer not null references customers (id),
  total numeric(10,2) not null check (total >= 0), quantity bigint, placed_at timestamptz not null default now(), tags text[]
);
create index orders_customer on orders (customer_id);
create view big_orders as select id, total from orders where total > 100;
`;

export const up = (sql: string, options = ''): string => `-- migrate:upgrade${options}\n${sql}`;
export const down = (sql: string, options = ''): string => `-- migrate:downgrade${options}\n${sql}`;
export const DATA = "import type { DataOperations } from '@braid/migrator';\n";

export interface Question {
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /** The code of a data revision; \`down\` then holds its marker lines. */
  readonly ts?: string;
}

export interface BadCase extends Question {
  readonly code: string;
  readonly phase: ProofPhase;
  readonly line?: number;
  readonly says: RegExp;
}

const differs = { code: 'proof-catalog-differs', phase: 'downgrade' } as const;
const rows = { code: 'proof-rows-differ', phase: 'downgrade' } as const;
const refused = { code: 'proof-rows-refused', phase: 'downgrade' } as const;

/** Line 5 is the upgrade's marker; a one-line upgrade puts the downgrade's on line 8. */
export const BAD: readonly BadCase[] = [
  {
    name: 'batches that count the rows of each',
    up: up(
      'update orders set quantity = (select count(*) from orders o where o.id > :from and o.id <= :to) where id > :from and id <= :to;',
      ' batch="orders(id)" lossy="quantities"',
    ),
    down: down(''),
    code: 'proof-batches-differ',
    phase: 'upgrade',
    line: 5,
    says: /the upgrade in batches of one row, stopped, killed and resumed, leaves other rows than in one go: public\.orders\.quantity/,
  },
  {
    name: 'code in batches that changes rows of other batches',
    ...{ up: '', down: '// migrate:upgrade lossy="quantities"' },
    ts: `export const batch = { table: 'orders', key: 'id' };
export const upgrade = async (op, { to }) =>
  void (await op.execute('update orders set quantity = coalesce(quantity, 0) + 1 where id <= $1', [to]));
export async function downgrade() {}
`,
    code: 'proof-batches-differ',
    phase: 'upgrade',
    says: /in batches of one row, stopped, killed and resumed, leaves other rows than in one go: public\.orders\.quantity/,
  },
  {
    name: 'a batch in code that changes rows of other batches',
    ...{ up: '', down: '// migrate:upgrade lossy="quantities" transaction=steps' },
    ts: `export const upgrade = (op) => op.batch('add', { table: 'orders', key: 'id' }, async (op, { to }) =>
  void (await op.execute('update orders set quantity = coalesce(quantity, 0) + 1 where id <= $1', [to])));
export async function downgrade() {}
`,
    code: 'proof-batches-differ',
    phase: 'upgrade',
    says: /in batches of one row, stopped, killed and resumed, leaves other rows than in one go: public\.orders\.quantity/,
  },
  {
    name: 'batches by something that is not a key',
    up: up(
      'update orders set quantity = 1 where customer_id > :from and customer_id <= :to;',
      ' batch="orders(customer_id)" lossy="quantities"',
    ),
    down: down(''),
    code: 'proof-statement-failed',
    phase: 'upgrade',
    line: 5,
    says: /orders cannot be changed in batches by customer_id: there is no unique index/,
  },
  {
    name: 'a statement that fails',
    up: up('alter table nothing add column a int;'),
    down: down(''),
    code: 'proof-statement-failed',
    phase: 'upgrade',
    line: 6,
    says: /bbb_in_question\.sql:6: the upgrade fails: relation "nothing" does not exist/,
  },
  {
    name: 'a downgrade that names another column',
    up: up('alter table orders add column a int;'),
    down: down('alter table orders drop column b;', ' lossy="a"'),
    code: 'proof-statement-failed',
    phase: 'downgrade',
    line: 9,
    says: /column "b" of relation "orders" does not exist/,
  },
  {
    name: 'a forgotten index',
    up: up('drop index orders_customer; alter table customers add column age int;'),
    down: down('alter table customers drop column age;', ' lossy="ages"'),
    ...differs,
    line: 8,
    says: /- index public\.orders\.orders_customer/,
  },
  {
    name: 'an index with another expression',
    up: up('drop index orders_customer;'),
    down: down('create index orders_customer on orders (customer_id) where total > 0;'),
    ...differs,
    says: /~ index public\.orders\.orders_customer/,
  },
  {
    name: 'something left behind',
    up: up('create table a (id int); create sequence s;'),
    down: down('drop table a;', ' lossy="a"'),
    ...differs,
    says: /\+ sequence public\.s/,
  },
  {
    name: 'a view that comes back with another body',
    up: up('drop view big_orders;'),
    down: down('create view big_orders as select id, total from orders where total > 10;'),
    ...differs,
    says: /view public\.big_orders/,
  },
  {
    name: 'a default that is forgotten',
    up: up('alter table customers alter column mood drop default;'),
    down: down(''),
    ...differs,
    says: /column public\.customers\.mood\n {4}default/,
  },
  {
    name: 'a second upgrade that fails on what is left',
    up: up('select lo_create(424242);'),
    down: down(''),
    code: 'proof-statement-failed',
    phase: 'again',
    says: /second upgrade.*duplicate key/,
  },
  {
    name: 'a column that comes back empty',
    up: up('alter table customers drop column note;'),
    down: down('alter table customers add column note text;'),
    ...rows,
    says: /rows are not what they were: public\.customers\.note/,
  },
  {
    name: 'a new column whose values go, unsaid',
    up: up('alter table orders add column title text;'),
    down: down('alter table orders drop column title;'),
    ...rows,
    says: /loses what was written after the upgrade: public\.orders\.title/,
  },
  {
    name: 'a new table whose rows go, unsaid',
    up: up('create table a (id serial primary key, b jsonb not null);'),
    down: down('drop table a;'),
    ...rows,
    says: /public\.a \(0 rows, were 4\)/,
  },
  {
    name: 'rows that are deleted, unsaid',
    up: up('delete from orders;'),
    down: down('select 1;'),
    ...rows,
    says: /public\.orders \(0 rows, were 4\)/,
  },
  {
    name: 'values that are cut, unsaid',
    up: up('alter table customers alter column name type text;'),
    down: down('alter table customers alter column name type varchar(50) using left(name, 50);'),
    ...rows,
    says: /public\.customers\.name/,
  },
  {
    name: 'NOT NULL without a default',
    up: up('alter table customers add column age int not null;'),
    down: down('alter table customers drop column age;', ' lossy="ages"'),
    code: 'proof-rows-refused',
    phase: 'upgrade',
    line: 6,
    says: /column "age" of relation "customers" contains null values \(23502\)/,
  },
  {
    name: 'a way back that long values stop, unsaid',
    up: up('alter table customers alter column name type varchar(80);'),
    down: down('alter table customers alter column name type varchar(50);'),
    ...refused,
    line: 9,
    says: /value too long for type character varying\(50\) \(22001\)/,
  },
  {
    name: 'a way back that large numbers stop, unsaid',
    up: up('alter table orders add column n bigint;'),
    down: down('alter table orders alter column n type integer; alter table orders drop column n;', ' lossy="n"'),
    ...refused,
    says: /integer out of range/,
  },
  {
    name: 'a way back that NULL stops, unsaid',
    up: up('alter table orders alter column total drop not null;'),
    down: down('alter table orders alter column total set not null;'),
    ...refused,
    says: /contains null values/,
  },
  {
    name: 'a way back that a new enum value stops, unsaid',
    up: up("alter type mood add value 'angry';", ' transaction=off'),
    down: down(
      "alter table customers alter column mood drop default, alter column mood type text; drop type mood; create type mood as enum ('happy', 'sad'); alter table customers alter column mood type mood using mood::mood, alter column mood set default 'happy';",
    ),
    ...refused,
    says: /invalid input value for enum mood: "angry"/,
  },
  {
    name: 'a serial whose sequence starts over',
    up: up(
      'alter table customers alter column id drop default; drop sequence customers_id_seq; alter table customers alter column id add generated by default as identity;',
    ),
    down: down('select 1;', ' irreversible="identity stays"').replace('\nselect 1;', ''),
    code: 'proof-sequence-behind',
    phase: 'upgrade',
    says: /customers\.id/,
  },
  {
    name: 'a data revision that inserts twice',
    up: '',
    down: '',
    ts: `${DATA}export async function upgrade(op: DataOperations): Promise<void> { await op.execute("insert into customers (name, email) values ('x', 'once@example.org')"); }\nexport async function downgrade(): Promise<void> {}\n`,
    ...rows,
    says: /public\.customers \(7 rows, were 6\)/,
  },
  {
    name: 'a data revision that cannot be run twice',
    up: '',
    down: '// migrate:downgrade lossy="the row stays"',
    ts: `${DATA}export async function upgrade(op: DataOperations): Promise<void> { await op.execute("insert into customers (name, email) values ('x', 'once@example.org')"); }\nexport async function downgrade(): Promise<void> {}\n`,
    code: 'proof-statement-failed',
    phase: 'again',
    says: /duplicate key value/,
  },
  {
    name: 'a data revision whose code throws',
    up: '',
    down: '',
    ts: `${DATA}export async function upgrade(): Promise<void> { throw new Error('not today'); }\nexport async function downgrade(): Promise<void> {}\n`,
    code: 'proof-statement-failed',
    phase: 'upgrade',
    says: /not today/,
  },
];
