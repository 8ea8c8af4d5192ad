import { desc, sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';

// What projects on drizzle-orm 0.45 use of it, in one schema that 1.0 reads as well, and that drizzle-kit 0.31 puts into SQL that runs.

export const billing = p.pgSchema('billing');
export const archive = p.pgSchema('archive');

export const status = p.pgEnum('status', ['draft', 'in review', "won't do"]);
export const frame = billing.enum('frame', ['1m', '1d']);

export const numbers = p.pgSequence('ticket_numbers', { startWith: 100, increment: 5, maxValue: 100_000, cycle: true });
export const receipts = billing.sequence('receipts');

export const reader = p.pgRole('many_features_reader', { createRole: true, inherit: false });

const bytes = p.customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const organisations = p.pgTable(
  'organisations',
  {
    id: p.uuid('id').primaryKey().defaultRandom(),
    name: p.varchar('name', { length: 80 }).notNull().unique(),
    slug: p.text('slug').notNull().unique('slug_is_unique', { nulls: 'not distinct' }),
    parentId: p.uuid('parent_id').references((): p.AnyPgColumn => organisations.id, { onDelete: 'set null' }),
    settings: p
      .jsonb('settings')
      .notNull()
      .default({ theme: 'dark', sizes: [1, 2] }),
    labels: p.text('labels').array().notNull().default(['a b', 'c', '']),
    grid: p.integer('grid').array().default([1, 2]),
    createdAt: p.timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    updatedAt: p.timestamp('updated_at').default(sql`now()`),
  },
  (it) => [
    p.index('organisations_created_idx').on(it.createdAt.desc().nullsLast(), it.name),
    p.uniqueIndex().on(it.slug, it.parentId),
    p.index('organisations_lower_idx').on(sql`lower(${it.name})`),
    p.index('organisations_settings_idx').using('gin', it.settings),
    p.index('organisations_pattern_idx').using('btree', it.slug.op('text_pattern_ops')).with({ fillfactor: '70' }),
    p.check('organisations_name_check', sql`length(${it.name}) > 0 and ${it.name} <> 'organisations'`),
  ],
);

export const members = p.pgTable(
  'members',
  {
    organisationId: p
      .uuid('organisation_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    number: p.integer('number').notNull(),
    status: p.text('status'),
    state: status('state').notNull().default('in review'),
    states: status('states').array().default(['draft']),
    initials: p.char('initials', { length: 2 }),
    balance: p.numeric('balance', { precision: 12, scale: 2 }).notNull().default('0'),
    share: p.numeric('share', { precision: 5, mode: 'number' }).default(0),
    score: p.doublePrecision('score').default(1.5),
    weight: p.real('weight'),
    birthday: p.date('birthday').default('2001-02-03'),
    opensAt: p.time('opens_at', { precision: 2 }),
    lasts: p.interval('lasts', { fields: 'day to second', precision: 3 }),
    since: p.interval('since'),
    isActive: p.boolean('is_active').notNull().default(true),
    address: p.inet('address'),
    network: p.cidr('network'),
    hardware: p.macaddr('hardware'),
    place: p.point('place', { mode: 'xy' }),
    border: p.line('border'),
    photo: bytes('photo'),
    initial: p.text('initial').generatedAlwaysAs(sql`"initials" || '.'`),
  },
  (it) => [
    p.primaryKey({ columns: [it.organisationId, it.number] }),
    p.unique('members_hardware').on(it.hardware, it.address).nullsNotDistinct(),
    p.unique().on(it.organisationId, it.initials),
    p.index().on(it.status),
    p
      .index('members_active_idx')
      .on(it.organisationId, desc(it.number))
      .where(sql`${it.isActive} and ${it.state} = 'draft'`),
    p.check('members_share_check', sql`${it.share} between 0 and 100`),
    p.pgPolicy('members_read', { for: 'select', to: reader, using: sql`is_active` }),
    p.pgPolicy('members_write', {
      as: 'restrictive',
      for: 'all',
      to: 'public',
      using: sql`true`,
      withCheck: sql`number > 0`,
    }),
  ],
);

export const invoices = billing
  .table(
    'invoices',
    {
      id: p.bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity({ startWith: 10, increment: 2 }),
      serial: p.serial('serial').notNull(),
      big: p.bigserial('big', { mode: 'bigint' }),
      frame: frame('frame').notNull().default('1d'),
      organisationId: p.uuid('organisation_id').notNull(),
      memberNumber: p.integer('member_number').notNull(),
      total: p.bigint('total', { mode: 'bigint' }).notNull().default(sql`0`),
      options: p.jsonb('options').default('{}'),
      raw: p.json('raw').default(['x', { y: 'z' }]),
      note: p.text('note').default("it's"),
    },
    (it) => [
      p
        .foreignKey({
          columns: [it.organisationId, it.memberNumber],
          foreignColumns: [members.organisationId, members.number],
        })
        .onUpdate('cascade')
        .onDelete('restrict'),
      p.foreignKey({ name: 'invoices_organisation', columns: [it.organisationId], foreignColumns: [organisations.id] }),
      p.unique('invoices_total').on(it.total),
      p.check('invoices_total_check', sql`${it.total} >= 0`),
    ],
  )
  .enableRLS();

export const oldInvoices = archive.table(
  'invoices',
  { id: p.bigint('id', { mode: 'number' }), at: p.timestamp('at', { precision: 0 }) },
  (it) => [p.primaryKey({ name: 'old_invoices_key', columns: [it.id] })],
);

export const activeMembers = p
  .pgView('active_members')
  .as((qb) =>
    qb.select({ id: members.organisationId, number: members.number }).from(members).where(sql`${members.isActive}`),
  );
export const safeMembers = p
  .pgView('safe_members', { number: p.integer('number') })
  .with({ securityInvoker: true, securityBarrier: true })
  .as(sql`select number from members`);
export const totals = billing
  .materializedView('totals', { total: p.bigint('total', { mode: 'number' }) })
  .with({ fillfactor: 90 })
  .as(sql`select sum(total)::bigint as total from billing.invoices`);
export const elsewhere = p.pgView('elsewhere', { id: p.integer('id') }).existing();
