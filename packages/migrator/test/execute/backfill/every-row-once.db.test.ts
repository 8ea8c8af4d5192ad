import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { line } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const RUNS = Number(process.env.BRAID_BATCHES ?? 8);
const MOST = 400;

/** Keys made of a number `i` in SQL: columns, and the values of row `i`. */
const KEYS = {
  'numbers without gaps': [['id bigint'], ['i']],
  'numbers with a few gaps': [['id int'], ['i + i / 9']],
  'numbers with wide gaps, from the least to the greatest': [
    ['id bigint'],
    [
      `case i when 1 then -9223372036854775808 when ${MOST} then 9223372036854775807 else (i - 200)::bigint * 40000000000000000 end`,
    ],
  ],
  'numbers in another order': [['id smallint'], ['(i * 7919) % 10007 - 5000']],
  uuid: [['id uuid'], ['md5(i::text)::uuid']],
  text: [['id text'], ["md5(i::text) || chr(39) || chr(92) || 'é'"]],
  'several columns': [
    ['a int', 'b text'],
    ['i % 7', 'md5(i::text)'],
  ],
  times: [['id timestamptz'], ["'2026-03-29'::timestamptz + i * interval '7 minutes 0.000001 seconds'"]],
} as const;

const names = (columns: readonly string[]) => columns.map((column) => column.split(' ')[0] ?? '');

/** What others do while a batch is between being looked for and being run. */
const meanwhile = fc.array(
  fc.record({ does: fc.constantFrom('insert', 'delete'), i: fc.integer({ min: 1, max: MOST }) }),
  {
    maxLength: 6,
  },
);

const story = fc.record({
  kind: fc.constantFrom(...Object.keys(KEYS)),
  early: fc.uniqueArray(fc.integer({ min: 1, max: MOST }), { maxLength: 150 }),
  bad: fc.array(fc.nat(), { maxLength: 3 }),
  size: fc.integer({ min: 1, max: 60 }),
  looks: fc.array(meanwhile, { maxLength: 12 }),
});

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

test(`whatever the keys are and others write, each row is changed once, and no batch is empty (${RUNS} stories)`, async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const database = await createDatabase();
      try {
        await live(database, told);
      } finally {
        await database.drop();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

async function live(database: FreshDatabase, { kind, early, bad, size, looks }: Story): Promise<void> {
  const [columns, values] = Object.entries(KEYS).find(([name]) => name === kind)?.[1] ?? KEYS.uuid;
  const key = names(columns);
  const of = (is: readonly number[], late: boolean) =>
    `insert into items (i, late, bad, ${key.join(', ')}) select i, ${late}, ${late ? 'false' : `i = any ('{${bad.map((at) => early[at % early.length] ?? 0)}}')`}, ${values.join(', ')} from unnest('{${is}}'::int[]) i on conflict do nothing`;
  const row = (bound: string) => (key.length === 1 ? `${key[0]} ${bound}` : `(${key.join(', ')}) ${bound}`);
  const revisions = line(
    {
      id: 'aaaa',
      up: `create table items (i int unique, ${columns.map((column) => `${column} not null`).join(', ')}, n int not null default 0, late bool, bad bool, primary key (${key.join(', ')}));\n${of(early, false)}`,
      down: 'drop table items',
    },
    {
      id: 'bbbb',
      up: `update items set n = n + 1 / (case when bad then 0 else 1 end) where ${row('> :from')} and ${row('<= :to')}`,
      down: `update items set n = n - 1 where ${row('> :from')} and ${row('<= :to')}`,
      options: `batch="items(${key.join(', ')})" batch-size=${size}`,
    },
  );
  const settings = { url: database.url, pause: async () => {} };
  await runner(revisions, settings).upgrade('aaaa');
  const others = await database.connect();
  const real = openPgDatabase({ url: database.url, source: 'test', toolVersion: 'test' });
  const left = [...looks];
  const busy: MigrationDatabase = {
    ...real,
    async nextBatch(...given) {
      const next = await real.nextBatch(...given);
      for (const { does, i } of left.shift() ?? []) {
        await others.query(does === 'insert' ? of([i], true) : `delete from items where i = ${i}`);
      }
      return next;
    },
  };
  const first = runner(revisions, { ...settings, database: busy });
  const failed = await first.upgrade().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed !== undefined) expect(failed).toMatchObject({ code: 'batch-rows-failed', facts: { othersDone: true } });
  const counted = (where: string) => database.query(`select distinct n from items where ${where} order by n`);
  expect(await counted('not late and not bad and n <> 1')).toEqual([]);
  expect(await counted('bad and n <> 0')).toEqual([]);
  expect(await counted('late and n not in (0, 1)')).toEqual([]);
  const walked = first.events.flatMap((event) => (event.type === 'batch-done' ? [event.keys] : []));
  expect(walked).toEqual([...new Set(walked)].sort((a, b) => a - b));
  await database.query('update items set bad = false');
  const last = runner(revisions, settings);
  expect((await last.upgrade()).heads).toEqual(['bbbb']);
  expect(await counted('not late and n <> 1')).toEqual([]);
  await database.query('update items set n = 1');
  await last.downgrade('aaaa');
  expect(await counted('n <> 0')).toEqual([]);
}
