import { expect, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { line } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const ROWS = 30_000;
const CHANGE = 'update items set n = n + 1 where id > :from and id <= :to';

const revisions = (options: string) =>
  line(
    {
      id: 'aaaa',
      up: `create table items (id int primary key, n int not null default 0);\ninsert into items select generate_series(1, ${ROWS})`,
      down: 'drop table items',
    },
    { id: 'bbbb', up: CHANGE, down: CHANGE, options: `batch="items(id)" ${options}` },
  );

interface Server {
  /** How long it takes to answer, on a clock on which nothing else takes time. */
  readonly answerMs?: number;
  /** The batch after which the run is stopped, and another one continues. */
  readonly stopAfter?: number;
}

/** Runs the batches where nobody else is at work until so many looks were taken; the sizes that were looked for. */
async function sizes(
  options: string,
  alone: number,
  { answerMs = 0, stopAfter = Number.POSITIVE_INFINITY }: Server = {},
): Promise<readonly number[]> {
  const { url, query } = await freshDatabase();
  const real = openPgDatabase({ url, source: 'test', toolVersion: 'test' });
  const asked: number[] = [];
  let now = Date.parse('2026-11-30T06:00:00Z');
  const database: MigrationDatabase = {
    ...real,
    async nextBatch(key, state, size, where) {
      asked.push(size);
      now += answerMs;
      const next = await real.nextBatch(key, state, size, where);
      if (next === undefined || 'failure' in next) return next;
      return { ...next, isAlone: asked.length <= alone };
    },
    runBatch(...batch) {
      // For the statements, and for the commit.
      now += 2 * answerMs;
      return real.runBatch(...batch);
    },
  };
  const settings = { url, database, pause: async () => {}, now: () => new Date(now) };
  await runner(revisions(options), { url }).upgrade('aaaa');
  const first = runner(revisions(options), {
    ...settings,
    onEvent: (event) => {
      if (event.type === 'batch-done' && event.batches === stopAfter) first.stop.raise();
    },
  });
  const stopped = await first.upgrade().then(
    () => false,
    () => true,
  );
  expect(stopped).toBe(stopAfter !== Number.POSITIVE_INFINITY);
  if (stopped) await runner(revisions(options), settings).upgrade();
  expect(await query('select n, count(*)::int as rows from items group by n')).toEqual([{ n: 1, rows: ROWS }]);
  return asked;
}

test('when others begin to work, the next batch has a twenty-fifth of the rows, and no batch for who is alone still runs', async () => {
  expect((await sizes('batch-size=10000', 2)).slice(0, 5)).toEqual([10_000, 15_000, 22_500, 900, 1_350]);
});

test('a run that continues does not begin with a batch for who is alone', async () => {
  expect((await sizes('batch-size=5000', 2, { stopAfter: 2 })).slice(0, 4)).toEqual([5_000, 7_500, 7_500, 500]);
});

test('what the revision says of the time of a batch holds for who is alone and who is not', async () => {
  expect((await sizes('batch-size=5000 batch-target=80ms', 2)).slice(0, 4)).toEqual([5_000, 7_500, 11_250, 16_875]);
});

test('the first batch has the rows that the revision says', async () => {
  expect((await sizes('batch-size=5000', 0)).slice(0, 2)).toEqual([5_000, 7_500]);
});

test('far away from the server, a batch does not shrink because of the way', async () => {
  expect((await sizes('batch-size=5000', 0, { answerMs: 20 })).slice(0, 3)).toEqual([5_000, 6_250, 7_813]);
});
