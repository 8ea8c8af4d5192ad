import type { SchemaEntity } from '../../../../src/schema/entity/schema-entity.ts';
import { column, entity, enumOf, foreignKey, table, unique, view } from '../../../schema/entities.ts';

export const index = (path: string, on: string): SchemaEntity =>
  entity('index', path, {
    columns: [{ value: on, isExpression: false, asc: true, nullsFirst: false, opclass: null }],
  });

export const check = (path: string, value: string): SchemaEntity => entity('check', path, { value });

export const primaryKey = (of: string): SchemaEntity => entity('primary-key', `${of}.${of}_pkey`, { columns: ['id'] });

const required = { notNull: true };

/** What both branches begin with: two tables that know each other, an enum, a view, a sequence, and what hangs on them. */
export const SHOP: readonly SchemaEntity[] = [
  enumOf('mood', 'happy', 'sad'),
  entity('sequence', 'tickets', {}),
  table('customers'),
  table('leftovers'),
  table('orders'),
  column('customers.id', 'serial', required),
  column('customers.name', 'varchar(50)', required),
  column('customers.mood', 'mood', { typeSchema: 'public', notNull: true, default: "'happy'" }),
  column('customers.note'),
  column('leftovers.id', 'integer', required),
  column('leftovers.what'),
  column('orders.id', 'serial', required),
  column('orders.customer_id', 'integer', required),
  column('orders.total', 'numeric(10,2)', required),
  column('orders.quantity', 'integer', { notNull: true, default: '1' }),
  column('orders.comment'),
  primaryKey('customers'),
  primaryKey('leftovers'),
  primaryKey('orders'),
  foreignKey('orders.orders_customer_fk', ['customer_id'], 'customers'),
  unique('customers.customers_note', 'note'),
  check('orders.orders_few', '"quantity" < 10000000000'),
  index('orders.orders_total', 'total'),
  entity('policy', 'customers.seen', { for: 'SELECT', using: 'true', roles: ['public'], as: 'PERMISSIVE' }),
  view('big_orders', 'select "id", "total" from "orders" where "total" > 100'),
];
