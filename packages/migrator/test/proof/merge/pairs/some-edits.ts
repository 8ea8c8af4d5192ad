import fc from 'fast-check';
import { column, entity, table, unique, view } from '../../../schema/entities.ts';
import { add, drop, type Edit, rename, set, unset } from './edits.ts';
import { check, index, primaryKey } from './shop.ts';

/** Few names, so that branches meet. */
const name = fc.constantFrom('one', 'two', 'three');
const number = fc.integer({ min: 2, max: 4 });
const type = fc.constantFrom('text', 'integer', 'numeric(12,2)', 'boolean');
const textColumn = fc.constantFrom('orders.comment', 'customers.note', 'leftovers.what');

/** One change of the shop, of any kind; those of one branch are about different things. */
const edit: fc.Arbitrary<{ readonly about: string; readonly edit: Edit }> = fc.oneof(
  fc.tuple(name, type).map(([to, of]) => ({ about: `orders.${to}`, edit: add(column(`orders.${to}`, of)) })),
  fc.tuple(name, type).map(([to, of]) => ({
    about: `table ${to}`,
    edit: add(table(to), column(`${to}.id`, 'integer', { notNull: true }), column(`${to}.value`, of), primaryKey(to)),
  })),
  fc.tuple(name, textColumn).map(([to, of]) => {
    const [on = '', what = ''] = of.split('.');
    return { about: `index ${to}`, edit: add(index(`${on}.by_${to}`, what)) };
  }),
  number.map((n) => ({ about: 'quantity', edit: set('column', 'orders.quantity', { default: String(n) }) })),
  fc
    .constantFrom('bigint', 'numeric')
    .map((to) => ({ about: 'quantity', edit: set('column', 'orders.quantity', { type: to }) })),
  fc.constant({ about: 'total', edit: unset('column', 'orders.total', 'notNull') }),
  textColumn.map((of) => ({ about: of, edit: drop('column', of) })).filter(({ about }) => about !== 'customers.note'),
  fc.tuple(textColumn, name).map(([of, to]) => ({ about: of, edit: rename(`column ${of}=${to}`) })),
  fc.constant({ about: 'leftovers.what', edit: drop('table', 'leftovers') }),
  fc
    .constantFrom('calm', 'angry')
    .map((label) => ({ about: 'mood', edit: set('enum', 'mood', { values: ['happy', 'sad', label] }) })),
  number.map((n) => ({ about: 'tickets', edit: set('sequence', 'tickets', { incrementBy: String(n) }) })),
  number.map((n) => ({ about: 'seen', edit: set('policy', 'customers.seen', { using: `"id" > ${n}` }) })),
  fc.tuple(name, number).map(([to, n]) => ({
    about: `check ${to}`,
    edit: add(check(`orders.orders_${to}`, `"quantity" > -${n}0000000000`)),
  })),
  number.map((n) => ({
    about: 'view',
    edit: set('view', 'big_orders', { definition: `select "id", "total" from "orders" where "total" > ${n}` }),
  })),
  name.map((to) => ({ about: `view ${to}`, edit: add(view(`all_${to}`, 'select "id", "name" from "customers"')) })),
  name.map((to) => ({ about: `unique ${to}`, edit: add(unique(`customers.customers_${to}`, 'name')) })),
  name.map((to) => ({ about: `schema ${to}`, edit: add(entity('schema', to)) })),
);

/** A branch: one to three changes that do not be in each other's way. */
export const someEdits: fc.Arbitrary<readonly Edit[]> = fc
  .uniqueArray(edit, { minLength: 1, maxLength: 3, selector: ({ about }) => about })
  .filter((edits) => {
    const text = edits.map(({ edit: { says } }) => says).join('; ');
    // What one branch takes away, or names again, it does not put an index on.
    return !(/(drop|rename)/.test(text) && /index/.test(text)) && !/rename.*rename/.test(text);
  })
  .map((edits) => edits.map((each) => each.edit));
