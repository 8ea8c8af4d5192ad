import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { smallWorkspace } from '../../commands/small-workspace.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { openUi } from '../support/open-ui.ts';
import { PICTURES, serious } from './axe.ts';
import { openChromium, openPage, settled } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(async () => await browser.close());

/** Shows a view at two widths and in both themes: nobody is kept out, nothing sticks out, nothing complains. */
async function lookAt(ui: { readonly url: string; readonly port: number }, path: string, name: string, text: string) {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [480, 'light'],
  ] as const) {
    const { page, complaints } = await openPage(browser, { colorScheme, viewport: { width, height: 900 } });
    await page.goto(ui.url);
    await page.goto(`http://127.0.0.1:${ui.port}${path}`);
    await settled(page);
    await page.getByText(text).first().waitFor();
    await page.screenshot({ path: join(PICTURES, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    expect.soft([name, width, await serious(page)]).toEqual([name, width, []]);
    expect.soft(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
}

test('heads that do not join are shown side by side, with what each order makes', async () => {
  const project = sliceWorkspace();
  project.revision('aaaa1111', '', { up: 'create table t (id int primary key, n int);', down: 'drop table t;' });
  for (const [id, value] of [
    ['bbbb2222', 1],
    ['cccc3333', 2],
  ] as const) {
    project.revision(id, 'aaaa1111', {
      up: `alter table t alter n set default ${value};`,
      down: 'alter table t alter n drop default;',
    });
  }
  const ui = await openUi(project.root, { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  await lookAt(ui, '/merge', 'join', 'merge-does-not-commute');
  expect((await ui.get('/later/join/shop')).text).toMatch(/<table class="compared">[\s\S]*side-left[\s\S]*side-right/);
});

test('a fleet: its waves with a cell for each tenant, and what the next run changes shows by itself', async () => {
  const database = await freshDatabase();
  await database.query(Array.from({ length: 60 }, (_, n) => `create schema tenant_${n}`).join(';'));
  await database.query(`create table tenant_7.t (id text); create table tenant_31.t (id text);
create table public.tenants as select 'tenant_' || n as schema, 'customer-' || n as id, case when n < 4 then 'canary' else 'plain' end as tier from generate_series(0, 59) n`);
  const root = smallWorkspace([
    {
      ...{ id: 'a1', slice: 'shop', header: '-- branch-label: shop\n' },
      ...{ up: 'create table t (id int primary key);', down: '-- migrate:downgrade\ndrop table t;' },
    },
  ]);
  const source = { query: 'select id, schema, tier from tenants' };
  const waves = [{ match: 'tier=canary' }, { percent: 25 }, { percent: 100 }];
  const budget = { failed: '50%', consecutive: 5 };
  writeFileSync(
    join(root, 'migrate.config.json'),
    JSON.stringify({ fleets: { customers: { source, waves, budget } } }),
  );
  const migrate = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd: root });
  expect((await migrate('fleet', 'upgrade', 'customers')).exitCode).toBe(5);
  const ui = await openUi(root, { DATABASE_URL: database.url });
  await lookAt(ui, '/fleets', 'fleet', '2 stragglers');

  const { page } = await openPage(browser);
  await page.goto(ui.url);
  await page.locator('nav a', { hasText: 'Fleets' }).click();
  await page.getByText('58 of 60 tenants done').waitFor();
  await database.query('drop table tenant_7.t; drop table tenant_31.t');
  expect((await migrate('fleet', 'retry', 'customers')).exitCode).toBe(0);
  await page.getByText('60 of 60 tenants done').waitFor();
  expect(await page.locator('.cell-done').count()).toBe(60);
  expect(ui.failures).toEqual([]);
});
