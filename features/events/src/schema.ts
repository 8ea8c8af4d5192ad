import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, serial, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core';

/** The journal of everything that the other slices did. */
export const events = pgTable(
  'events',
  {
    id: serial().primaryKey(),
    channel: varchar({ length: 50 }).notNull(),
    eventType: varchar('event_type', { length: 100 }).notNull(),
    source: varchar({ length: 100 }),
    correlationId: uuid('correlation_id'),
    data: jsonb().notNull().default({}),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index('events_channel_created_at_idx').on(t.channel, t.createdAt.desc()),
    index('events_correlation_id_idx').on(t.correlationId).where(sql`${t.correlationId} is not null`),
  ],
);

/** The journal as it was until October 2025, kept for audits; nothing writes to it. */
export const oldEvents = pgTable(
  'old_events',
  {
    id: serial().primaryKey(),
    channel: varchar({ length: 50 }).notNull(),
    payload: text(),
    severity: integer().notNull().default(0),
    createdAt: timestamp('created_at').notNull().defaultNow(),
  },
  (t) => [index('old_events_channel_idx').on(t.channel)],
);
