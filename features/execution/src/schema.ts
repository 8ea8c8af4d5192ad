import { brokers, instruments } from '@braid/common/schema';
import { signals, strategies } from '@braid/strategy/schema';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  pgView,
  primaryKey,
  timestamp,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';

export const orderSide = pgEnum('order_side', ['buy', 'sell']);
export const orderStatus = pgEnum('order_status', ['new', 'sent', 'filled', 'cancelled', 'rejected']);

export const orders = pgTable(
  'orders',
  {
    id: uuid().primaryKey().defaultRandom(),
    brokerId: integer('broker_id')
      .notNull()
      .references(() => brokers.id),
    instrumentId: bigint('instrument_id', { mode: 'number' })
      .notNull()
      .references(() => instruments.id),
    side: orderSide().notNull(),
    status: orderStatus().notNull().default('new'),
    quantity: numeric({ precision: 20, scale: 8 }).notNull(),
    limitPrice: numeric('limit_price', { precision: 15, scale: 4 }),
    brokerOrderId: varchar('broker_order_id', { length: 64 }),
    placedAt: timestamp('placed_at', { withTimezone: true }).notNull().defaultNow(),
    signalId: bigint('signal_id', { mode: 'number' }).references(() => signals.id, { onDelete: 'set null' }),
  },
  (t) => [
    unique().on(t.id, t.brokerId),
    unique().on(t.brokerId, t.brokerOrderId),
    index('orders_open_idx').on(t.brokerId, t.placedAt).where(sql`${t.status} in ('new', 'sent')`),
    check('orders_quantity_check', sql`${t.quantity} > 0`),
  ],
);

/** Fills. The key of two columns keeps a fill with the broker of its order. */
export const trades = pgTable(
  'trades',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    orderId: uuid('order_id').notNull(),
    brokerId: integer('broker_id').notNull(),
    quantity: numeric({ precision: 20, scale: 8 }).notNull(),
    price: numeric({ precision: 15, scale: 4 }).notNull(),
    fee: numeric({ precision: 15, scale: 4 }).notNull().default(sql`0`),
    executedAt: timestamp('executed_at', { withTimezone: true }).notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.orderId, t.brokerId], foreignColumns: [orders.id, orders.brokerId] }),
    index('trades_order_id_idx').on(t.orderId),
  ],
);

/** One row for each broker and instrument, so that no broker's holdings mix with another's. */
export const positions = pgTable(
  'positions',
  {
    brokerId: integer('broker_id')
      .notNull()
      .references(() => brokers.id),
    instrumentId: bigint('instrument_id', { mode: 'number' })
      .notNull()
      .references(() => instruments.id),
    quantity: numeric({ precision: 20, scale: 8 }).notNull(),
    averagePrice: numeric('average_price', { precision: 15, scale: 4 }).notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    strategyId: integer('strategy_id').references(() => strategies.id, { onDelete: 'set null' }),
  },
  (t) => [primaryKey({ columns: [t.brokerId, t.instrumentId] })],
);

/** Money at work at each broker, at cost. */
export const brokerExposure = pgView('broker_exposure', {
  brokerId: integer('broker_id'),
  code: varchar({ length: 20 }),
  exposure: numeric(),
}).as(
  sql`select b.id as broker_id, b.code, coalesce(sum(abs(p.quantity) * p.average_price), 0) as exposure from brokers b left join positions p on p.broker_id = b.id group by b.id, b.code`,
);
