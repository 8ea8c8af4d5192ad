import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMigrator, type FleetRunResult, type RunnerEvent } from '../../src/index.ts';
import { smallWorkspace } from '../commands/small-workspace.ts';
import { freshDatabase } from '../support/fresh-database.ts';

test('the actions of migrate fleet as methods', async () => {
  const database = await freshDatabase();
  await database.query('create schema tenant_1; create schema tenant_2; create schema tenant_3');
  const root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      up: 'create table orders (id int);',
      down: '-- migrate:downgrade\ndrop table orders;',
    },
  ]);
  const fleets = {
    tenants: { source: { schemas: 'tenant_%' }, waves: [{ percent: 30 }, { percent: 100 }], engine: 'ledger' },
  };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets }));
  const heard: RunnerEvent[] = [];
  const migrator = createMigrator({ root, url: database.url, onEvent: (event) => heard.push(event) });
  const fleet = 'tenants';
  expect(await migrator.fleet.plan({ fleet })).toMatchObject({ direction: 'upgrade', tenants: 3, pending: 3 });
  expect(await migrator.fleet.status({ fleet })).toMatchObject({ current: 0, behind: 3, rollout: null });

  const stopping = new AbortController();
  const working = migrator.fleet.work({ fleet, stay: true, signal: stopping.signal });
  const first: FleetRunResult = await migrator.fleet.upgrade({ fleet, wave: '1' });
  expect(first).toMatchObject({ outcome: 'partial', ran: 1, states: { done: 1, pending: 2 } });
  expect(await migrator.fleet.upgrade({ fleet })).toMatchObject({ outcome: 'done', ran: 2, stragglers: [] });
  expect(heard.map(({ type }) => type)).toContain('fleet-wave');
  expect(await migrator.fleet.provision({ fleet, tenant: 'tenant_2' })).toMatchObject({ made: false, revisions: [] });
  await expect(migrator.fleet.pause({ fleet })).rejects.toMatchObject({
    ...{ code: 'fleet-stopped', hint: 'See how it ended: migrate fleet status tenants' },
  });
  expect(await migrator.fleet.downgrade({ fleet, target: 'base' })).toMatchObject({ outcome: 'done', ran: 3 });
  stopping.abort();
  await expect(working).rejects.toMatchObject({ code: 'interrupted' });
  expect(await database.query("select 1 from pg_tables where tablename = 'orders'")).toEqual([]);
});
