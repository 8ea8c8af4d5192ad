import { expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const pause = async () => {};
const table: RevisionText = {
  id: 'aaaa',
  up: 'create table items (id bigint primary key, n int not null default 0);\ninsert into items (id) select i from generate_series(1, 1000) i;\nanalyze items',
  down: 'drop table items',
};
const counting: RevisionText = {
  id: 'bbbb',
  up: 'update items set n = n + 1 where id > :from and id <= :to',
  down: 'update items set n = n - 1 where id > :from and id <= :to',
  options: 'batch="items(id)" batch-size=100',
  header: 'background: true',
};
const child: RevisionText = { id: 'cccc', up: 'create table child ()', down: 'drop table child' };
const needs: RevisionText = {
  ...{ id: 'dddd', up: 'create table needs ()', down: 'drop table needs' },
  header: 'requires-finished: bbbb',
};
const plan = line(table, counting, child, needs);
const counts = (database: FreshDatabase) =>
  database.query('select n, count(*)::int as rows from items group by n order by n');

test('is registered, lets children run and lets those wait that require its end', async () => {
  const database = await freshDatabase();
  const run = runner(plan, { ...database, pause, detach: true });
  await expect(run.upgrade()).rejects.toMatchObject({
    code: 'batches-unfinished',
    outcome: 'busy',
    facts: { revision: 'dddd', requires: 'bbbb', problem: 'running', heads: ['cccc'] },
  });
  expect(await counts(database)).toEqual([{ n: 0, rows: 1_000 }]);
  const state = await run.state();
  expect(state).toMatchObject({ halfRuns: [], background: [{ revision: 'bbbb', direction: 'upgrade' }] });
  // What has it below cannot be reverted, what is above can.
  expect((await run.downgrade('bbbb')).heads).toEqual(['bbbb']);
  await expect(run.downgrade('aaaa')).rejects.toMatchObject({
    code: 'half-run-pending',
    hint: expect.stringContaining('batches cancel bbbb'),
  });
  expect(await run.work()).toMatchObject({ finished: ['bbbb'], paused: [], failed: [] });
  expect(await counts(database)).toEqual([{ n: 1, rows: 1_000 }]);
  expect((await run.state()).background).toBeUndefined();
  expect((await run.upgrade()).heads).toEqual(['dddd']);
  expect((await run.downgrade('aaaa')).heads).toEqual(['aaaa']);
  expect(await counts(database)).toEqual([{ n: 0, rows: 1_000 }]);
  // Without --detach it runs at once.
  expect((await runner(plan, { ...database, pause }).upgrade()).heads).toEqual(['dddd']);
  expect(await counts(database)).toEqual([{ n: 1, rows: 1_000 }]);
});

test('two workers: one works, the other stands by and takes over', async () => {
  const database = await freshDatabase();
  await runner(plan, { ...database, pause, detach: true }).upgrade('cccc');
  const first = runner(plan, {
    ...database,
    options: { leaseMs: 900 },
    onEvent: (event) => {
      // It gives no sign of life any more, as if it were killed.
      if (event.type === 'batch-done') throw new Error('killed');
    },
  });
  await expect(first.work()).rejects.toThrow('killed');
  // What requires the end is told how far it is.
  await expect(runner(plan, database).upgrade()).rejects.toMatchObject({
    code: 'batches-unfinished',
    message: expect.stringContaining('whose batches are not finished at 10%'),
    hint: expect.stringContaining('migrate batches work'),
  });
  const second = runner(plan, { ...database, options: { leaseMs: 900 } });
  expect(await second.work()).toMatchObject({ finished: ['bbbb'] });
  expect(second.events.filter(({ type }) => type === 'standing-by')).toHaveLength(1);
  expect(await counts(database)).toEqual([{ n: 1, rows: 1_000 }]);
});

test('is paused, sized, resumed, retried after a failure, and cancelled', async () => {
  const database = await freshDatabase();
  const boss = runner(plan, { ...database, pause, detach: true });
  await boss.upgrade('cccc');
  const by = { runId: 'boss', host: 'h', pid: 1, runs: 'batches', durationMs: 1_000 };
  expect(await boss.order('bbbb', { kind: 'pause' }, by)).toBe(true);
  expect(await boss.work()).toEqual({ finished: [], paused: ['bbbb'], failed: [] });
  expect(await boss.order('bbbb', { kind: 'resume' }, by)).toBe(true);
  expect(await boss.order('bbbb', { kind: 'size', size: 7 }, by)).toBe(true);
  expect(await boss.order('xxxx', { kind: 'pause' }, by)).toBe(false);
  await database.query('alter table items add check (id <> 500 or n = 0)');
  await expect(boss.work()).rejects.toMatchObject({ code: 'batch-rows-failed' });
  expect(await boss.work()).toMatchObject({
    finished: [],
    failed: [{ revision: 'bbbb', why: expect.stringContaining('batch-rows-failed') }],
  });
  await expect(boss.upgrade()).rejects.toMatchObject({ code: 'batches-unfinished', facts: { problem: 'failed' } });
  expect(await boss.order('bbbb', { kind: 'retry' }, by)).toBe(true);
  await expect(boss.work()).rejects.toMatchObject({ code: 'batch-rows-failed' });
  expect(await boss.order('bbbb', { kind: 'cancel', slice: 'events', reason: 'wrong' }, by)).toBe(true);
  expect(await boss.order('bbbb', { kind: 'cancel', slice: 'events', reason: 'wrong' }, by)).toBe(false);
  await expect(boss.upgrade()).rejects.toMatchObject({ code: 'batches-unfinished', facts: { problem: 'cancelled' } });
  expect((await boss.state()).background).toBeUndefined();
  expect(await boss.log()).toContainEqual(expect.objectContaining({ message: 'batches cancelled', reason: 'wrong' }));
});

test('a revision that may run in the background has batches', async () => {
  const database = await freshDatabase();
  const { upgrade } = runner(line(table, { ...child, header: 'background: true' }), { ...database, pause });
  await expect(upgrade()).rejects.toMatchObject({ code: 'background-without-batches' });
});

test('batches of a state that was made before there was a background are worked on', async () => {
  const database = await freshDatabase();
  const run = runner(plan, { ...database, pause, detach: true });
  await run.upgrade('aaaa');
  await database.query(
    `alter table braid.batch ${['paused_for', 'background', 'wanted', 'ordered_by', 'wanted_size', 'failure', 'token', 'worker', 'worker_host', 'worker_pid', 'expires_at'].map((name) => `drop column ${name}`).join(', ')}; drop table braid.batch_minute`,
  );
  await run.upgrade('cccc');
  expect(await run.work()).toMatchObject({ finished: ['bbbb'] });
  expect(await counts(database)).toEqual([{ n: 1, rows: 1_000 }]);
});

test('what demands all rows of the table, or drops what is written, waits though its header says nothing', async () => {
  const database = await freshDatabase();
  const demands: RevisionText = { id: 'cccc', up: 'alter table items add check (n = 1)', down: 'select 1' };
  const run = runner(line(table, counting, demands), { ...database, pause, detach: true });
  const refused = { code: 'batches-unfinished', facts: { revision: 'cccc', requires: 'bbbb', heads: ['bbbb'] } };
  await expect(run.upgrade()).rejects.toMatchObject(refused);
  // Nor by a run that finds them in the background.
  await expect(runner(line(table, counting, demands), { ...database, pause }).upgrade()).rejects.toMatchObject(refused);
  await run.work();
  expect((await run.upgrade()).heads).toEqual(['cccc']);
});
