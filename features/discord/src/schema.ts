import { instruments } from '@braid/common/schema';
import { type SQL, sql } from 'drizzle-orm';
import { bigint, boolean, customType, index, pgTable, text, timestamp, varchar } from 'drizzle-orm/pg-core';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Ids are Discord's own snowflakes, never made here. */
export const discordChannels = pgTable('discord_channels', {
  id: bigint({ mode: 'bigint' }).primaryKey(),
  guildId: bigint('guild_id', { mode: 'bigint' }).notNull(),
  name: varchar({ length: 100 }).notNull(),
  isMonitored: boolean('is_monitored').notNull().default(true),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  instrumentId: bigint('instrument_id', { mode: 'number' }).references(() => instruments.id, { onDelete: 'set null' }),
});

export const discordMessages = pgTable(
  'discord_messages',
  {
    id: bigint({ mode: 'bigint' }).primaryKey(),
    channelId: bigint('channel_id', { mode: 'bigint' })
      .notNull()
      .references(() => discordChannels.id, { onDelete: 'cascade' }),
    author: varchar({ length: 100 }).notNull(),
    content: text().notNull(),
    postedAt: timestamp('posted_at', { withTimezone: true }).notNull(),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    contentSearch: tsvector('content_search').generatedAlwaysAs(
      (): SQL => sql`to_tsvector('english', ${discordMessages.content})`,
    ),
  },
  (t) => [
    index('discord_messages_channel_id_posted_at_idx').on(t.channelId, t.postedAt.desc()),
    index('discord_messages_content_search_idx').using('gin', t.contentSearch),
  ],
);
