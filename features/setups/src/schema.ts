import { instruments, timeframe } from '@braid/common/schema';
import { discordMessages } from '@braid/discord/schema';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  serial,
  text,
  timestamp,
  unique,
  varchar,
} from 'drizzle-orm/pg-core';

export const setupDirection = pgEnum('setup_direction', ['long', 'short']);
export const levelKind = pgEnum('level_kind', ['entry', 'target', 'stop']);

/** What an analyst posted about one instrument for one trading day. */
export const tickerSetups = pgTable(
  'ticker_setups',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    instrumentId: bigint('instrument_id', { mode: 'number' })
      .notNull()
      .references(() => instruments.id),
    messageId: bigint('message_id', { mode: 'bigint' }).references(() => discordMessages.id, { onDelete: 'set null' }),
    tradingDay: date('trading_day').notNull(),
    summary: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    confidence: numeric({ precision: 4, scale: 3 }),
  },
  (t) => [
    index('ticker_setups_instrument_id_trading_day_idx').on(t.instrumentId, t.tradingDay),
    check('ticker_setups_confidence_check', sql`${t.confidence} between 0 and 1`),
  ],
);

/** A tradable idea drawn from a ticker setup. */
export const tradeSetups = pgTable('trade_setups', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tickerSetupId: bigint('ticker_setup_id', { mode: 'number' })
    .notNull()
    .references(() => tickerSetups.id, { onDelete: 'cascade' }),
  direction: setupDirection().notNull(),
  timeframe: timeframe().notNull().default('1d'),
  notes: text(),
});

/** Prices read out of a setup's text. */
export const parsedLevels = pgTable(
  'parsed_levels',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tradeSetupId: bigint('trade_setup_id', { mode: 'number' }).notNull(),
    kind: levelKind().notNull(),
    price: numeric({ precision: 15, scale: 4 }).notNull(),
    label: text(),
  },
  (t) => [
    foreignKey({ columns: [t.tradeSetupId], foreignColumns: [tradeSetups.id] }).onDelete('cascade'),
    unique().on(t.tradeSetupId, t.kind, t.price),
    check('parsed_levels_price_check', sql`${t.price} > 0`),
  ],
);

/** The first setups, typed in by hand until November 2025; kept for audits. */
export const oldSetupChannels = pgTable('old_setup_channels', {
  id: serial().primaryKey(),
  name: varchar({ length: 100 }).notNull().unique(),
});

export const oldSetups = pgTable('old_setups', {
  id: serial().primaryKey(),
  channelId: integer('channel_id').references(() => oldSetupChannels.id),
  ticker: varchar({ length: 20 }).notNull(),
  body: text().notNull(),
  postedAt: timestamp('posted_at').notNull(),
});
