import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalog } from '../../../src/adapters/pg/catalog/read-catalog.ts';
import type { ScratchDatabase } from '../../../src/ports/proof/scratch.ts';
import { driftBetween } from '../../../src/proof/drift/drift.ts';
import { type JudgedDrift, judgeDrift } from '../../../src/proof/drift/judge-drift.ts';
import { type Catalog, entityLabel } from '../../../src/schema/entity/catalog.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { proofTools } from '../proof-kit.ts';

let older: TestPostgres;
let database: FreshDatabase;
let tools: ReturnType<typeof proofTools>;
beforeAll(async () => {
  older = await olderMajor();
  database = await createDatabase(older.url);
  tools = proofTools(WORKSPACE);
});
afterAll(async () => {
  await tools.close();
  await database.drop();
  await older.stop();
});

const START = `create table public.a (id integer primary key, state varchar(20), price numeric(12, 2), at timestamptz, note text);
  create table public.b (id integer references public.a, amount bigint);
  create function public.f() returns trigger language plpgsql as 'begin return new; end';`;

/** The catalog that PostgreSQL 15 reads where the statements ran. Nothing of them stays. */
async function onOlder(statements: string): Promise<Catalog> {
  const client = await database.connect();
  await client.query('begin');
  try {
    await client.query(START + statements);
    return await readCatalog(async (sql, values = []) => (await client.query(sql, [...values])).rows);
  } finally {
    await client.query('rollback');
    await client.end();
  }
}

/** What is told of a database of PostgreSQL 15 with `live`, against what is on the scratch database. */
async function judge(scratch: ScratchDatabase, live: string): Promise<JudgedDrift> {
  const { differences } = driftBetween(await scratch.readCatalog(), await onOlder(live), () => false);
  return await judgeDrift(scratch, differences, { expected: 18, live: 15 });
}

async function drift(expected: string, live: string): Promise<string[]> {
  return await tools.server.withDatabase(undefined, async (scratch) => {
    await scratch.query(START + expected);
    const { differences, incomparable } = await judge(scratch, live);
    return [
      ...differences.map(({ entity, facts }) => `${entityLabel(entity)} ${facts.map(({ fact }) => fact)}`),
      ...incomparable.map(({ entity, reason }) => `? ${entityLabel(entity)}: ${reason}`),
    ];
  });
}

/** Each thing as the revisions make it, and the same thing changed. Of many kinds, in one database. */
const KINDS = [
  [
    'view public.v definition',
    'create view v as select distinct on (state) state, price from a order by state, at',
    'create view v as select distinct on (state) state, price from a order by state, at desc',
  ],
  [
    'view public.w definition',
    'create view w as select a.id, sum(amount) as total from a join b using (id) where price > 1 group by a.id having count(*) > 1',
    'create view w as select a.id, sum(amount) as total from a join b using (id) where price > 2 group by a.id having count(*) > 1',
  ],
  [
    'view public.x definition',
    `create view x as with r as (select id, note from a where state in ('new', 'old')) select r.id, (select max(amount) from b where b.id = r.id) as most from r`,
    `create view x as with r as (select id, note from a where state in ('new', 'done')) select r.id, (select max(amount) from b where b.id = r.id) as most from r`,
  ],
  [
    'materialized view public.m definition',
    'create materialized view m as select id, row_number() over (partition by state order by price) as n from a',
    'create materialized view m as select id, row_number() over (partition by state order by at) as n from a',
  ],
  [
    'constraint public.a.c definition',
    `alter table a add constraint c check (state in ('new', 'old') and (price > 0 or note is null))`,
    `alter table a add constraint c check (state in ('new', 'old') or (price > 0 and note is null))`,
  ],
  [
    'column public.a.note default',
    `alter table a alter column note set default lower('A' || 'b'::varchar)`,
    `alter table a alter column note set default upper('A' || 'b'::varchar)`,
  ],
  [
    'column public.b.twice generated',
    'alter table b add column twice bigint generated always as (amount * 2) stored',
    'alter table b add column twice bigint generated always as (amount * 3) stored',
  ],
  [
    'index public.a.i definition',
    `create unique index i on a (lower(note), (price + 1)) where state <> 'old'`,
    `create unique index i on a (lower(note), (price + 1)) where state <> 'new'`,
  ],
  [
    'trigger public.a.t definition',
    'create trigger t before update on a for each row when (new.price is distinct from old.price) execute function f()',
    'create trigger t before update on a for each row when (new.price <> old.price) execute function f()',
  ],
  [
    'rule public.b.r definition',
    'create rule r as on delete to b where old.amount > 5 do instead nothing',
    'create rule r as on delete to b where old.amount > 6 do instead nothing',
  ],
  [
    'policy public.a.p using',
    'create policy p on a using (exists (select from b where b.id = a.id and amount > 0))',
    'create policy p on a using (exists (select from b where b.id = a.id and amount > 1))',
  ],
  [
    'policy public.b.q check',
    `create policy q on b for insert with check (amount > 0)`,
    `create policy q on b for insert with check (amount >= 0)`,
  ],
  [
    'function public.g(n integer) definition',
    'create function g(n integer default 1 + 1) returns bigint stable begin atomic select sum(amount) from b where b.id = n; end',
    'create function g(n integer default 1 + 1) returns bigint stable begin atomic select max(amount) from b where b.id = n; end',
  ],
  [
    'procedure public.h(IN n integer) definition',
    'create procedure h(n integer) begin atomic delete from b where amount < n; end',
    'create procedure h(n integer) begin atomic delete from b where amount <= n; end',
  ],
  [
    'function public.j() definition',
    `create function j() returns integer language sql as 'select 1'`,
    `create function j() returns integer language sql as 'select 2'`,
  ],
  [
    'domain public.d default',
    `create domain d as text default lower('X')`,
    `create domain d as text default lower('Y')`,
  ],
  [
    'domain public.e constraints',
    `create domain e as varchar(9) constraint short check (value in ('a', 'b'))`,
    `create domain e as varchar(9) constraint short check (value in ('a', 'c'))`,
  ],
  [
    'statistics public.s definition',
    'create statistics s on (price * 2), note from a',
    'create statistics s on (price * 3), note from a',
  ],
  [
    'table public.k partitionKey',
    'create table k (day date, n integer) partition by range ((n % 7))',
    'create table k (day date, n integer) partition by range ((n % 8))',
  ],
] as const;

const made = KINDS.map(([, statement]) => statement).join(';\n');

test('what two majors print of one thing is not drift, whatever the kind', async () => {
  expect(await drift(made, made)).toEqual([]);
});

test('what was changed is drift, and nothing else', async () => {
  const changed = KINDS.map(([, , statement]) => statement).join(';\n');
  expect((await drift(made, changed)).sort()).toEqual(KINDS.map(([label]) => label).sort());
});

test('a definition that names what the revisions do not make is another one', async () => {
  const [made, live] = ['create view v as select id from a', 'create view v as select id from b'];
  expect(await drift(made, `alter table b add extra integer; ${live} where extra > 1`)).toEqual([
    'view public.v definition',
    'column public.b.extra ',
  ]);
});

test('a restored dump is not drift, and the schema that reads definitions is not left behind', async () => {
  const check = `check (state in ('new', 'old'))`;
  const restored = `check (((state)::text = any (array[('new'::character varying)::text, ('old'::character varying)::text])))`;
  expect(await drift(`alter table a add constraint c ${check}`, `alter table a add constraint c ${restored}`)).toEqual(
    [],
  );
});

test('what cannot be read again is said, and is neither drift nor right', async () => {
  const blocked = `create schema "braid reprint"; create view v as select distinct on (state) state from a order by state`;
  expect(await drift(blocked, blocked)).toEqual([
    '? view public.v: PostgreSQL 18 cannot read the definition: schema "braid reprint" already exists',
  ]);
});

const columns = ['id', 'price', 'a.id', 'length(note)', 'extract(year from at)::integer', 'coalesce(price, 0)'];
const expression = fc.letrec<{ number: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...columns),
    fc.integer({ min: -9, max: 9 }).map((n) => `(${n})`),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, l, r]) => `case when ${c} then ${l} else ${r} end`),
  ),
  truth: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'note is null',
      "state in ('new', 'old')",
      "note like 'a%'",
      'at > now()',
      'id between 1 and 5',
      "state = 'x'::text",
      'not (price is distinct from 4)',
    ),
    fc.tuple(tie('number'), fc.constantFrom('<', '=', '>='), tie('number')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    tie('truth').map((c) => `not (${c})`),
  ),
}));

test('views of any expressions: the same is never drift, and with one number more it always is', async () => {
  const views = (conditions: readonly string[], more = ''): string =>
    conditions
      .map(
        (each, at) =>
          `create view v${at} as select id, ${each} as e from a where (${each}) is not null${more} order by id`,
      )
      .join(';\n');
  await fc.assert(
    fc.asyncProperty(fc.array(expression.truth, { minLength: 5, maxLength: 15 }), async (conditions) => {
      expect(await drift(views(conditions), views(conditions))).toEqual([]);
      const changed = await drift(views(conditions), views(conditions, ' and id <> 4711'));
      expect(changed.sort()).toEqual(conditions.map((_, at) => `view public.v${at} definition`).sort());
    }),
    { numRuns: Number(process.env.BRAID_FUZZ_RUNS ?? 3) },
  );
});
