import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';

// Keys in the place of names: what columns are called is for `casing` to say.

export const app = p.pgSchema('app');

export const userAccounts = p.pgTable(
  'userAccounts',
  {
    id: p.integer().primaryKey(),
    userName: p.text().notNull().unique(),
    given: p.text('givenName'),
    invitedBy: p.integer().references((): p.AnyPgColumn => userAccounts.id),
    createdAt: p.timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (it) => [
    p.index().on(it.userName, it.createdAt),
    p.uniqueIndex('accounts_recent').on(it.createdAt).where(sql`${it.userName} <> ''`),
    p.index('accounts_lower').on(sql`lower(${it.userName})`),
    p.unique().on(it.userName, it.invitedBy),
    p.check('accounts_named', sql`length(${it.userName}) > 0`),
  ],
);

export const teamMembers = app.table(
  'team_members',
  {
    teamId: p.integer().notNull(),
    accountId: p
      .integer()
      .notNull()
      .references(() => userAccounts.id, { onDelete: 'cascade' }),
    memberSince: p.date(),
  },
  (it) => [p.primaryKey({ columns: [it.teamId, it.accountId] })],
);

// With the query builder, drizzle-orm 0.45 itself takes the key for the name.
export const recent = p
  .pgView('recent', { id: p.integer() })
  .as(sql`select ${userAccounts.id}, ${userAccounts.userName} from ${userAccounts}`);
