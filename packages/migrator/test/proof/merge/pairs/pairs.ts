import { column, entity, enumOf, foreignKey, table, unique, view } from '../../../schema/entities.ts';
import { add, drop, type Edit, rename, set, unset } from './edits.ts';
import { check, index, primaryKey } from './shop.ts';

/** Two developers, each with a branch from the same shop, and whether it matters who is first. */
export interface Pair {
  readonly a: readonly Edit[];
  readonly b: readonly Edit[];
  readonly commutes: boolean;
  /** Why, where it is not plain; or the thread that tells of it. */
  readonly note?: string;
}

const yes = (a: Edit | readonly Edit[], b: Edit | readonly Edit[], note?: string): Pair => pair(a, b, true, note);
const no = (a: Edit | readonly Edit[], b: Edit | readonly Edit[], note?: string): Pair => pair(a, b, false, note);

function pair(a: Edit | readonly Edit[], b: Edit | readonly Edit[], commutes: boolean, note?: string): Pair {
  const list = (given: Edit | readonly Edit[]): readonly Edit[] => ('says' in given ? [given] : given);
  return { a: list(a), b: list(b), commutes, ...(note === undefined ? {} : { note }) };
}

const visits = [
  table('visits'),
  column('visits.id', 'serial', { notNull: true }),
  column('visits.customer_id', 'integer'),
  primaryKey('visits'),
  foreignKey('visits.visits_customer_fk', ['customer_id'], 'customers'),
];
const talks = [
  table('talks'),
  column('talks.id', 'serial', { notNull: true }),
  column('talks.about'),
  primaryKey('talks'),
  index('talks.talks_about', 'about'),
];
const weight = add(column('orders.weight', 'integer', { notNull: true, default: '1' }));
const title = add(column('orders.title'));
const dropComment = drop('column', 'orders.comment');
const quantity = (facts: Readonly<Record<string, string | boolean>>) => set('column', 'orders.quantity', facts);
const moods = (...values: readonly string[]) => set('enum', 'mood', { values });
const onDelete = (action: string) => set('foreign-key', 'orders.orders_customer_fk', { onDelete: action });
const bigOrders = (definition: string) => set('view', 'big_orders', { definition });
const policy = (path: string, using: string) =>
  entity('policy', path, { for: 'SELECT', using, roles: ['public'], as: 'PERMISSIVE' });

export const PAIRS: readonly Pair[] = [
  yes(title, weight, '1221: two numbered files, of which one never ran'),
  yes(add(index('orders.orders_comment', 'comment')), title),
  yes(add(index('orders.by_quantity', 'quantity')), add(index('orders.by_comment', 'comment'))),
  yes(add(...visits), add(column('customers.email')), '2488: two pull requests with one number'),
  yes(
    add(...talks),
    drop('table', 'leftovers'),
    'ctxpipe-ai/ctxpipe pull request 16: a table with indexes, and a table dropped',
  ),
  yes(add(...visits), add(...talks), '3374: two tables, and a conflict in git'),
  yes(quantity({ default: '5' }), weight),
  yes(quantity({ default: '5' }), unset('column', 'orders.quantity', 'notNull'), 'one column, two facts of it'),
  yes(
    set('column', 'orders.total', { type: 'numeric(12,2)' }),
    quantity({ type: 'bigint' }),
    'one table is rewritten twice',
  ),
  yes(dropComment, add(index('orders.by_quantity', 'quantity'))),
  yes(rename('column orders.comment=remark'), title),
  yes(rename('table customers=clients'), title, 'the foreign key follows the table'),
  yes(rename('index orders.orders_total=orders_by_total'), quantity({ default: '7' })),
  yes(
    moods('happy', 'sad', 'calm'),
    add(...talks, column('talks.mood', 'mood', { typeSchema: 'public', default: "'sad'" })),
  ),
  yes(add(enumOf('colour', 'red', 'blue')), add(entity('sequence', 'receipts'))),
  yes(set('sequence', 'tickets', { incrementBy: '5' }), title),
  yes(add(view('all_notes', 'select "note" from "customers"')), title),
  yes(bigOrders('select "id", "total" from "orders" where "total" > 500'), add(index('orders.by_comment', 'comment'))),
  yes(add(policy('customers.known', '"note" is not null')), set('policy', 'customers.seen', { using: '"id" > 0' })),
  yes(add(unique('customers.customers_name', 'name')), add(check('orders.orders_some', '"quantity" > -10000000000'))),
  yes(
    add(unique('customers.one_name', 'name')),
    add(unique('customers.other_name', 'name')),
    'twice the same, under two names',
  ),
  yes(onDelete('CASCADE'), weight),
  yes(drop('index', 'orders.orders_total'), drop('policy', 'customers.seen')),
  yes(add(entity('schema', 'app')), drop('view', 'big_orders')),
  yes(
    add(column('orders.worth', 'numeric', { generated: { as: '"total" * 2', type: 'stored' } })),
    title,
    'a column that computes itself',
  ),
  yes(set('table', 'orders', { isRlsEnabled: true }), quantity({ default: '3' })),
  yes(
    [title, add(index('orders.orders_title', 'title'))],
    [weight, add(check('orders.heavy', '"weight" < 10000000000'))],
  ),
  yes(unset('column', 'orders.total', 'notNull'), rename('column orders.comment=remark')),

  no(title, title, 'both made the same: the second one finds it there'),
  no(title, add(column('orders.title', 'integer')), 'one column, two types'),
  no(add(...talks), add(...talks)),
  no(
    rename('column orders.total=amount'),
    set('column', 'orders.total', { type: 'numeric(12,2)' }),
    'renamed here, altered there',
  ),
  no(rename('table customers=clients'), add(column('customers.email')), 'renamed here, altered there'),
  no(rename('column orders.comment=remark'), rename('column orders.comment=words'), 'two new names'),
  no(rename('column orders.comment=remark'), add(column('orders.remark'))),
  no(quantity({ default: '5' }), quantity({ default: '6' }), 'two defaults'),
  no(quantity({ type: 'bigint' }), quantity({ type: 'numeric' }), 'two types'),
  no(moods('happy', 'sad', 'calm'), moods('happy', 'sad', 'angry'), 'a new label at the end on both sides'),
  no(moods('sad', 'happy'), moods('happy', 'sad', 'calm'), 'another order, and a new label'),
  no(rename("enum-value mood.'sad'='blue'"), rename("enum-value mood.'sad'='low'"), 'two new names of a label'),
  no(dropComment, add(view('remarks', 'select "id", "comment" from "orders"')), "the other side's view"),
  no(dropComment, add(index('orders.by_comment', 'comment'))),
  no(dropComment, set('column', 'orders.comment', { notNull: true, default: "''" })),
  no(drop('table', 'leftovers'), add(column('leftovers.why'))),
  no(drop('table', 'leftovers'), drop('table', 'leftovers'), 'both cleaned up'),
  no(
    add(index('orders.orders_new', 'quantity')),
    add(index('orders.orders_new', 'comment')),
    'two indexes with one name (5639)',
  ),
  no(
    add(index('orders.same_name', 'quantity')),
    add(index('customers.same_name', 'name')),
    'one name on two tables (5639)',
  ),
  no(
    add(check('orders.orders_new', '"quantity" > -10000000000')),
    add(check('orders.orders_new', '"total" > -10000000000')),
  ),
  no(add(view('notes', 'select "note" from "customers"')), add(view('notes', 'select "name" from "customers"'))),
  no(
    add(table('notes'), column('notes.id', 'integer')),
    add(view('notes', 'select "name" from "customers"')),
    'a table and a view with one name',
  ),
  no(
    bigOrders('select "id", "total", "quantity" from "orders" where "total" > 100'),
    set('column', 'orders.total', { type: 'numeric(12,2)' }),
    'a type needs the view made again, as it was',
  ),
  no(
    bigOrders('select "id", "total" from "orders" where "total" > 5'),
    bigOrders('select "id", "total" from "orders" where "total" > 6'),
  ),
  no(onDelete('CASCADE'), onDelete('SET NULL')),
  no(set('sequence', 'tickets', { incrementBy: '5' }), set('sequence', 'tickets', { incrementBy: '7' })),
  no(set('policy', 'customers.seen', { using: '"id" > 0' }), set('policy', 'customers.seen', { using: '"id" > 1' })),
  no(add(enumOf('colour', 'red')), add(enumOf('colour', 'blue'))),
];
