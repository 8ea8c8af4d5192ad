import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import { generateSteps } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import { unlikeDeclared } from '../../../src/schema/built/unlike-declared.ts';
import { ENTITY_TYPES, entityLabel, type SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { catalogOf } from '../../support/catalog-of.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { runSection } from '../kinds/kind-database.ts';
import { entitiesOf } from '../kinds/lines.ts';

const long = 'l'.repeat(70);
const shop = p.pgSchema('shop');
const mood = shop.enum('mood', ['calm', 'glad']);
const counter = shop.sequence('counter', { startWith: 5, increment: 2, minValue: 1, maxValue: 99, cache: 3 });
const makers = shop.table('makers', { a: p.integer().notNull(), b: p.integer().notNull() }, (t) => [
  p.primaryKey({ name: 'makers_key', columns: [t.b, t.a] }),
]);
const things = shop.table(
  'things',
  {
    id: p.integer().primaryKey().generatedAlwaysAsIdentity(),
    n: p.serial(),
    at: p.timestamp({ precision: 3, withTimezone: true }).notNull().defaultNow(),
    moods: mood().array(),
    price: p.numeric({ precision: 8 }),
    twice: p.integer().generatedAlwaysAs(sql`id * 2`),
    a: p.integer(),
    b: p.integer(),
    [long]: p.text(),
  },
  (t) => [
    p.unique('one').on(t.a, t.b),
    p.unique('other').on(t.a, t.b),
    p.unique('swapped').on(t.b, t.a),
    p.unique('strict').on(t.a, t.b).nullsNotDistinct(),
    p.unique('of_key').on(t.id),
    p.check('small', sql`a < 9`),
    p.check('small_too', sql`a < 9`),
    p.foreignKey({ name: 'made_by', columns: [t.b, t.a], foreignColumns: [makers.b, makers.a] }).onDelete('cascade'),
    p.foreignKey({ name: 'made_by_too', columns: [t.b, t.a], foreignColumns: [makers.b, makers.a] }),
    p.index('few').using('hash', t.a).where(sql`b > 1`),
    p.uniqueIndex(`${long}_idx`).on(t.a),
    p.pgPolicy('mine', { as: 'restrictive', for: 'select', to: ['public'], using: sql`a > 1` }),
  ],
);
const list = shop.view('list', { a: p.integer() }).as(sql`select a from shop.things`);
const stored = shop.materializedView('stored', { a: p.integer() }).as(sql`select a from shop.things`);
const SCHEMA = { shop, mood, counter, makers, things, list, stored };

const differ = openSchemaDiffer(import.meta.dirname);
let declared: readonly SchemaEntity[];
let database: FreshDatabase;
let client: Client;

beforeAll(async () => {
  declared = await entitiesOf(SCHEMA);
  database = await createDatabase();
  client = await database.connect();
  for (const { upgrade } of await generateSteps(differ, [], declared, [])) await runSection(client, upgrade);
});
afterAll(async () => {
  await database.drop();
  await differ.close();
});

const said = async (): Promise<readonly string[]> =>
  unlikeDeclared(declared, await catalogOf(client)).map(
    ({ entity, said: what }) => `${entityLabel(entity).slice(0, 40)}: ${what}`,
  );

test('what PostgreSQL would merge in CREATE TABLE, and cuts to 63 bytes, is built as it is declared', async () => {
  expect(await said()).toEqual([]);
  const { rows } = await client.query<{ conname: string }>(
    "select conname from pg_constraint where conrelid = 'shop.things'::regclass and contype = 'u' order by 1",
  );
  expect(rows.map(({ conname }) => conname)).toEqual(['of_key', 'one', 'other', 'strict', 'swapped']);
});

test('the schema has every type of entity that the catalog of a database tells', () => {
  const types = new Set(declared.map(({ type }) => type));
  expect(ENTITY_TYPES.filter((type) => !types.has(type))).toEqual(['role', 'privilege', 'object']);
});

/** What a database may have otherwise, and the one thing that is said of it. */
const OTHERWISE: readonly (readonly [sql: string, said: string])[] = [
  ['alter schema shop rename to other', 'schema shop: it does not exist'],
  ["alter type shop.mood add value 'sad'", 'enum shop.mood: its values: calm, glad, sad (declared: calm, glad)'],
  ['drop sequence shop.counter', 'sequence shop.counter: it does not exist'],
  ['alter sequence shop.counter increment 3', 'sequence shop.counter: its increment: 3 (declared: 2)'],
  ['alter sequence shop.counter cycle', 'sequence shop.counter: its cycle: true (declared: false)'],
  ['alter table shop.things disable row level security', 'table shop.things: its row security is not enabled'],
  ['alter table shop.makers rename to others', 'table shop.makers: it does not exist'],
  ['alter table shop.things alter at drop not null', 'column shop.things.at: it may be NULL'],
  ['alter table shop.things alter at drop default', 'column shop.things.at: it has no default'],
  ['alter table shop.things alter id drop identity', 'column shop.things.id: it is not an identity'],
  ['alter table shop.things alter twice drop expression', 'column shop.things.twice: it is not generated'],
  [
    'alter table shop.things alter at type timestamptz(6)',
    'column shop.things.at: its type is timestamp(6) with time zone',
  ],
  ['alter table shop.things alter price type numeric(8,1)', 'column shop.things.price: its type is numeric(8,1)'],
  ['alter table shop.things alter moods type text', 'column shop.things.moods: its type is text'],
  ['alter table shop.things alter moods type text[]', 'column shop.things.moods: its type is text[]'],
  ['alter table shop.things drop constraint other', 'unique shop.things.other: it does not exist'],
  ['alter table shop.things drop constraint of_key', 'unique shop.things.of_key: it does not exist'],
  [
    'alter table shop.things drop constraint one, add constraint one unique (b, a)',
    'unique shop.things.one: its columns: b, a (declared: a, b)',
  ],
  [
    'alter table shop.things drop constraint strict, add constraint strict unique (a, b)',
    'unique shop.things.strict: it is UNIQUE (a, b)',
  ],
  ['alter table shop.things drop constraint small_too', 'check shop.things.small_too: it does not exist'],
  ['alter table shop.things drop constraint made_by_too', 'foreign key shop.things.made_by_too: it does not exist'],
  [
    'alter table shop.things drop constraint made_by, add constraint made_by foreign key (b, a) references shop.makers',
    'foreign key shop.things.made_by: its actions: NO ACTION, NO ACTION (declared: NO ACTION, CASCADE)',
  ],
  [
    'alter table shop.things drop constraint things_pkey, drop constraint of_key, add constraint of_key unique (id)',
    'primary key shop.things.things_pkey: it does not exist',
  ],
  [
    'drop index shop.few; create index few on shop.things using hash (a)',
    'index shop.things.few: it is CREATE INDEX few ON shop.things USING hash (a)',
  ],
  [
    'drop index shop.few; create index few on shop.things (a) where b > 1',
    'index shop.things.few: it is CREATE INDEX few ON shop.things USING btree (a) WHERE (b > 1)',
  ],
  ['drop policy mine on shop.things', 'policy shop.things.mine: it does not exist'],
  [
    'alter policy mine on shop.things to pg_monitor',
    'policy shop.things.mine: its roles: pg_monitor (declared: public)',
  ],
  [
    'drop policy mine on shop.things; create policy mine on shop.things as restrictive for all using (a > 1)',
    'policy shop.things.mine: its command: all (declared: select)',
  ],
  [
    'drop policy mine on shop.things; create policy mine on shop.things for select using (a > 1)',
    'policy shop.things.mine: its kind is another',
  ],
  ['drop view shop.list', 'view shop.list: it does not exist'],
  [
    'drop view shop.list; create materialized view shop.list as select 1 as a',
    'view shop.list: it is a materialized view',
  ],
];

test.each(OTHERWISE)('%s', async (change, what) => {
  await client.query('begin');
  try {
    await client.query(change);
    expect(await said()).toContain(what);
  } finally {
    await client.query('rollback');
  }
});
