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
    { id: 'bbbb', up: CHANGE, down: CHANGE, options: `batch="items(id)" batch-size=5000 ${options}` },
  );

/**
 * Runs the batches where nobody else is at work until so many looks were taken, on a clock on which nothing takes time;
 * the sizes that were looked for.
 */
async function sizes(options: string, alone: number, stopAfter = Number.POSITIVE_INFINITY): Promise<readonly number[]> {
  const { url, query } = await freshDatabase();
  const real = openPgDatabase({ url, source: 'test', toolVersion: 'test' });
  const asked: number[] = [];
  const database: MigrationDatabase = {
    ...real,
    async nextBatch(key, state, size, where) {
      asked.push(size);
      const next = await real.nextBatch(key, state, size, where);
      if (next === undefined || 'failure' in next) return next;
      return { ...next, isAlone: asked.length <= alone };
    },
  };
  const settings = { url, database, pause: async () => {}, now: () => new Date('2026-11-30T06:00:00Z') };
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

test('when others begin to work, the next batch has a fifth of the rows, and no batch for who is alone still runs', async () => {
  expect((await sizes('', 2)).slice(0, 5)).toEqual([5_000, 7_500, 11_250, 2_250, 3_375]);
});

test('a run that continues does not begin with a batch for who is alone', async () => {
  expect((await sizes('', 2, 2)).slice(0, 4)).toEqual([5_000, 7_500, 7_500, 1_500]);
});

test('what the revision says of the time of a batch holds for who is alone and who is not', async () => {
  expect((await sizes('batch-target=80ms', 2)).slice(0, 4)).toEqual([5_000, 7_500, 11_250, 16_875]);
});

test('the first batch has the rows that the revision says', async () => {
  expect((await sizes('', 0)).slice(0, 2)).toEqual([5_000, 7_500]);
});
