import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  char,
  check,
  date,
  index,
  numeric,
  pgEnum,
  pgTable,
  pgView,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/pg-core';

export const assetClass = pgEnum('asset_class', ['equity', 'etf', 'crypto', 'future', 'other']);
export const timeframe = pgEnum('timeframe', ['1m', '5m', '15m', '1h', '1d']);

/** What can be traded; every other slice refers to it. */
export const instruments = pgTable(
  'instruments',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    symbol: varchar({ length: 20 }).notNull().unique(),
    name: text(),
    assetClass: assetClass('asset_class').notNull().default('equity'),
    currency: char({ length: 3 }).notNull().default('USD'),
    venue: varchar({ length: 20 }),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index('instruments_venue_idx').on(t.venue),
    check('instruments_currency_check', sql`${t.currency} = upper(${t.currency})`),
  ],
);

export const brokers = pgTable('brokers', {
  id: serial().primaryKey(),
  code: varchar({ length: 20 }).notNull().unique(),
  displayName: varchar('display_name', { length: 100 }).notNull(),
  isPaper: boolean('is_paper').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export const dailyOhlcv = pgTable(
  'daily_ohlcv',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    symbol: varchar({ length: 20 })
      .notNull()
      .references(() => instruments.symbol, { onUpdate: 'cascade' }),
    date: date().notNull(),
    open: numeric({ precision: 15, scale: 4 }).notNull(),
    high: numeric({ precision: 15, scale: 4 }).notNull(),
    low: numeric({ precision: 15, scale: 4 }).notNull(),
    close: numeric({ precision: 15, scale: 4 }).notNull(),
    volume: numeric({ precision: 20, scale: 2 }).notNull().default(sql`0`),
    adjustedClose: numeric('adjusted_close', { precision: 15, scale: 4 }),
    sentimentScore: numeric('sentiment_score', { precision: 3, scale: 2 }),
  },
  (t) => [
    uniqueIndex('daily_ohlcv_symbol_date_idx').on(t.symbol, t.date),
    index('daily_ohlcv_date_idx').on(t.date),
    check('daily_ohlcv_range_check', sql`${t.high} >= ${t.low}`),
    check('daily_ohlcv_sentiment_score_check', sql`${t.sentimentScore} between -1 and 1`),
  ],
);

/**
 * Bars of every timeframe. The database partitions it by `ts` (a hypertable where TimescaleDB is installed, native range
 * partitions where not), which Drizzle cannot say: `sql/time-series.sql` does.
 */
export const marketData = pgTable(
  'market_data',
  {
    symbol: varchar({ length: 20 }).notNull(),
    timeframe: timeframe().notNull(),
    ts: timestamp({ withTimezone: true }).notNull(),
    open: numeric({ precision: 15, scale: 4 }).notNull(),
    high: numeric({ precision: 15, scale: 4 }).notNull(),
    low: numeric({ precision: 15, scale: 4 }).notNull(),
    close: numeric({ precision: 15, scale: 4 }).notNull(),
    volume: numeric({ precision: 20, scale: 2 }).notNull().default(sql`0`),
    source: varchar({ length: 30 }),
  },
  (t) => [primaryKey({ columns: [t.symbol, t.timeframe, t.ts] })],
);

/** The newest daily bar of each symbol. */
export const latestCloses = pgView('latest_closes', {
  symbol: varchar({ length: 20 }),
  date: date(),
  close: numeric({ precision: 15, scale: 4 }),
  volume: numeric({ precision: 20, scale: 2 }),
}).as(sql`select distinct on (symbol) symbol, date, close, volume from daily_ohlcv order by symbol, date desc`);
