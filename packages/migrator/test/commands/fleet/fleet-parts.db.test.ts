import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { smallWorkspace } from '../small-workspace.ts';

test('a part of a fleet succeeds when all of that part is there, and what was there counts as it is now', async () => {
  const { url, query } = await freshDatabase();
  const tenants = ['tenant_1', 'tenant_2', 'tenant_3', 'tenant_4'];
  await query(tenants.map((tenant) => `create schema ${tenant}`).join(';'));
  await query('create table tenant_2.orders (in_the_way int)');
  const root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      up: 'create table orders (id int primary key);',
      down: '-- migrate:downgrade\ndrop table orders;',
    },
  ]);
  const tiers = ['first', 'later', 'later', 'last'];
  const rows = tenants.map((id, index) => ({ id, schema: id, tier: tiers[index] }));
  writeFileSync(join(root, 'tenants.json'), JSON.stringify(rows));
  const waves = [{ match: 'tier=first' }, { match: 'tier=later' }, { percent: 100 }];
  const fleets = { tenants: { source: { file: 'tenants.json' }, waves, budget: { failed: '100%' } } };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets }));
  const fleet = (...argv: readonly string[]) => runCli(['fleet', ...argv, '--url', url], { cwd: root });
  const has = async () => {
    const found = tenants.map((tenant) => `select to_regclass('${tenant}.orders_pkey') is not null as there`);
    return (await query(found.join(' union all '))).map(({ there }) => there);
  };

  const alone = await fleet('upgrade', 'tenants', '--only', 'tenant_2');
  expect([alone.exitCode, alone.stdout]).toEqual([5, expect.stringContaining('Not all of them. 0 of 4 tenants done')]);
  const again = await fleet('retry', 'tenants', '--only', 'tenant_2', '--json', '-q');
  expect([again.exitCode, JSON.parse(again.stdout).outcome]).toEqual([5, 'stragglers']);
  expect((await fleet('upgrade', 'tenants', '--only', 'tenant_3')).exitCode).toBe(0);
  expect(await has()).toEqual([false, false, true, false]);
  expect((await fleet('upgrade', 'tenants', '--wave', '1')).exitCode).toBe(0);
  const half = await fleet('upgrade', 'tenants', '--wave', '2');
  expect([half.exitCode, half.stdout]).toEqual([5, expect.stringContaining('✗ tenant_2  failed')]);
  expect(await has()).toEqual([true, false, true, false]);

  expect((await fleet('status', 'tenants')).exitCode).toBe(0);
  expect((await fleet('status', 'tenants', '--check')).exitCode).toBe(3);
  // Somebody makes one of them anew while the rollout is open.
  await query('drop schema tenant_1, braid_tenant_1 cascade; create schema tenant_1; drop table tenant_2.orders');
  expect(await fleet('retry', 'tenants')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Done\. 4 of 4 tenants done; 3 revisions in/),
  });
  expect(await has()).toEqual([true, true, true, true]);
  expect((await fleet('status', 'tenants', '--check')).exitCode).toBe(0);
});
