import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createMigrationService, createMigrator } from '../../src/index.ts';
import { smallWorkspace } from '../commands/small-workspace.ts';
import { freshDatabase } from '../support/fresh-database.ts';

/** A table of 50 rows, batches of them that may run in the background, and what needs that those are finished. */
async function opened({ isRequired = true } = {}) {
  const revision = (id: string, header: string, up: string, options = '') => ({
    ...{ id, slice: 'shop', header, up, options },
    down: '-- migrate:downgrade\nselect 1;',
  });
  const root = smallWorkspace([
    revision(
      'a1',
      '-- branch-label: shop\n',
      'create table items (id int primary key, n int not null default 0);\ninsert into items select generate_series(1, 50);',
    ),
    revision(
      'b1',
      '-- revises: a1\n-- background: true\n',
      'update items set n = n + 1 where id > :from and id <= :to;',
      'batch="items(id)" batch-size=20',
    ),
    revision('c1', `-- revises: b1\n${isRequired ? '-- requires-finished: b1\n' : ''}`, 'create table c1 ();'),
  ]);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const database = await freshDatabase();
  const options = { root, url: database.url };
  const counts = () => database.query('select n, count(*)::int as rows from items group by n');
  return { service: createMigrationService(options), migrator: createMigrator(options), counts };
}

test('a service that starts runs batches that may run in the background, unless it has a worker', async () => {
  const { service, counts } = await opened();
  expect(await service.ensureMigrationsApplied()).toMatchObject({ outcome: 'applied', background: [] });
  expect(await counts()).toEqual([{ n: 1, rows: 50 }]);
  expect(await service.health()).toMatchObject({ ready: true, status: 'ok', background: [] });
});

test('detach: they are registered once, said by every later start, and required by what says so', async () => {
  const { service, migrator, counts } = await opened();
  const detached = () => service.ensureMigrationsApplied({ detach: true, onFailure: 'continue' });
  expect(await detached()).toMatchObject({ outcome: 'failed', failure: { code: 'batches-unfinished' } });
  expect(await counts()).toEqual([{ n: 0, rows: 50 }]);
  expect(await service.health()).toMatchObject({ status: 'pending', pending: ['c1'], background: ['b1'] });
  // Neither a start without the option nor another one with it runs what a worker has to run.
  await expect(service.ensureMigrationsApplied()).rejects.toMatchObject({ code: 'batches-unfinished' });
  await expect(service.migrateToLatest({ detach: true })).rejects.toMatchObject({ code: 'batches-unfinished' });
  expect(await counts()).toEqual([{ n: 0, rows: 50 }]);
  expect(await migrator.batches({ action: 'work' })).toMatchObject({ finished: ['b1'] });
  expect(await detached()).toMatchObject({ outcome: 'applied', applied: [{ revision: 'c1' }], background: [] });
  expect(await counts()).toEqual([{ n: 1, rows: 50 }]);
  expect(await service.health()).toMatchObject({ ready: true, status: 'ok', background: [] });
});

test('detach: what requires nothing runs, the service starts, and a worker finishes them beside it', async () => {
  const { service, migrator, counts } = await opened({ isRequired: false });
  expect(await service.ensureMigrationsApplied({ detach: true })).toMatchObject({
    outcome: 'applied',
    applied: [{ revision: 'a1' }, { revision: 'b1' }, { revision: 'c1' }],
    background: ['b1'],
  });
  expect(await counts()).toEqual([{ n: 0, rows: 50 }]);
  expect(await service.health()).toMatchObject({ ready: true, status: 'ok', background: ['b1'] });
  expect(await service.ensureMigrationsApplied({ onPending: 'wait' })).toMatchObject({
    ...{ outcome: 'ready', background: ['b1'] },
  });
  await migrator.batches({ action: 'work' });
  expect(await counts()).toEqual([{ n: 1, rows: 50 }]);
  expect(await service.ensureMigrationsApplied()).toMatchObject({ outcome: 'ready', background: [] });
});
