import { instruments, timeframe } from '@braid/common/schema';
import { events } from '@braid/events/schema';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  serial,
  text,
  timestamp,
  unique,
  varchar,
} from 'drizzle-orm/pg-core';

export const signalSide = pgEnum('signal_side', ['buy', 'sell', 'hold']);

export const strategies = pgTable(
  'strategies',
  {
    id: serial().primaryKey(),
    name: varchar({ length: 100 }).notNull(),
    version: integer().notNull().default(1),
    config: jsonb().notNull().default({}),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** Whether `config` lists components to compose instead of one rule. */
    useComposition: boolean('use_composition').notNull().default(false),
  },
  (t) => [unique().on(t.name, t.version)],
);

/** What a strategy wants done, and the event that made it want it. */
export const signals = pgTable(
  'signals',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    strategyId: integer('strategy_id')
      .notNull()
      .references(() => strategies.id),
    instrumentId: bigint('instrument_id', { mode: 'number' })
      .notNull()
      .references(() => instruments.id),
    eventId: integer('event_id').references(() => events.id, { onDelete: 'set null' }),
    side: signalSide().notNull(),
    strength: numeric({ precision: 4, scale: 3 }),
    timeframe: timeframe().notNull(),
    emittedAt: timestamp('emitted_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index('signals_strategy_id_emitted_at_idx').on(t.strategyId, t.emittedAt.desc()),
    check('signals_strength_check', sql`${t.strength} between 0 and 1`),
  ],
);

/** A strategy's leaning for one instrument and trading day. */
export const biases = pgTable(
  'biases',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    strategyId: integer('strategy_id')
      .notNull()
      .references(() => strategies.id, { onDelete: 'cascade' }),
    instrumentId: bigint('instrument_id', { mode: 'number' })
      .notNull()
      .references(() => instruments.id),
    tradingDay: date('trading_day').notNull(),
    bias: varchar({ length: 10 }).notNull(),
    reason: text(),
  },
  (t) => [
    unique().on(t.strategyId, t.instrumentId, t.tradingDay),
    check('biases_bias_check', sql`${t.bias} in ('bullish', 'bearish', 'neutral')`),
  ],
);
