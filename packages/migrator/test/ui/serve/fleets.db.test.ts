import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { smallWorkspace } from '../../commands/small-workspace.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { openUi } from '../support/open-ui.ts';

test('a rollout shows wave by wave with its stragglers, and what happens to it is told', async () => {
  const database = await freshDatabase();
  const schemas = Array.from({ length: 7 }, (_, n) => `tenant_${n}`);
  await database.query(schemas.map((schema) => `create schema ${schema}`).join(';'));
  await database.query(`create table tenant_3.t (id text); create table public.tenants as
    select 'tenant_' || n as schema, case n when 3 then 't<3>' else 't' || n end as id, case when n < 2 then 'canary' else 'plain' end as tier
    from generate_series(0, 6) n`);
  const root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      up: 'create table t (id int primary key);',
      down: '-- migrate:downgrade\ndrop table t;',
    },
  ]);
  const waves = [{ match: 'tier=canary' }, { percent: 100 }];
  const source = { query: 'select id, schema, tier from tenants' };
  const budget = { failed: '50%', consecutive: 5 };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets: { tenants: { source, waves, budget } } }));
  const migrate = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd: root });
  const ui = await openUi(root, { DATABASE_URL: database.url });
  const news = await ui.listen();
  const fleet = async () => (await ui.get('/later/fleet/tenants')).text;

  const page = await ui.get('/fleets');
  expect([page.status, page.text.includes('data-later="/later/fleet/tenants"')]).toEqual([200, true]);
  expect((await ui.get('/')).text).toContain('<a href="/fleets">Fleets</a>');
  expect(await fleet()).toContain('No rollout yet.');
  // Looking makes nothing.
  expect(await database.query("select to_regnamespace('braid_fleet') as made")).toEqual([{ made: null }]);

  expect((await migrate('fleet', 'upgrade', 'tenants')).exitCode).toBe(5);
  await waitFor('the news of the rollout', () => news.heard.includes('fleet tenants'));
  const text = await fleet();
  // In the first wave none is left behind; the other has the one whose table was there already.
  expect(text).toMatch(/Wave 1: tier=canary[\s\S]*2 done[\s\S]*Wave 2: 100%[\s\S]*4 done[\s\S]*1 failed/);
  expect(text.match(/class="cell cell-done"/g)?.length).toBe(6);
  expect(text).toContain('title="t&lt;3&gt;: failed"');
  expect(text).toMatch(/1 straggler[\s\S]*statement-failed[\s\S]*already exists/);
  expect(text).toContain('migrate fleet retry tenants');

  await database.query('drop table tenant_3.t');
  expect((await migrate('fleet', 'retry', 'tenants')).exitCode).toBe(0);
  const done = await waitFor('the end of the rollout', async () => {
    const shown = await fleet();
    return shown.includes('7 of 7 tenants done') && shown;
  });
  expect(done).not.toContain('straggler');
  expect((await ui.get('/later/fleet/nobody')).text).toContain('There is no fleet nobody.');
  expect(ui.failures).toEqual([]);
});

test('a ledger that cannot be read is said with the reason', async () => {
  const root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      ...{ up: 'create table t (id int);', down: '-- migrate:downgrade\ndrop table t;' },
    },
  ]);
  const fleets = { tenants: { source: { schemas: 't_%' } } };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ fleets }));
  const ui = await openUi(root, { DATABASE_URL: 'postgres://nobody:hunter2@127.0.0.1:1/none' });
  const { status, text } = await ui.get('/later/fleet/tenants');
  expect([status, text.includes('Nothing is known about its rollout.')], text).toEqual([200, true]);
  expect(text).not.toContain('hunter2');
  expect(ui.failures).toEqual([]);
});
