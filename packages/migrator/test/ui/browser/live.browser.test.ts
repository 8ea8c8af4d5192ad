import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { openUi } from '../support/open-ui.ts';
import { openChromium, openPage, settled } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => await browser.close());

const shows = async (page: Page, text: string): Promise<void> => {
  await page.getByText(text).first().waitFor({ timeout: 60_000 });
};

test('what happens in another terminal and on staging shows on open pages', async () => {
  const [database, staging] = [await freshDatabase(), await freshDatabase()];
  const project = sliceWorkspace(database);
  project.configure({ environments: { staging: { url: staging.url } } });
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  project.revision('bbbb2222', 'aaaa1111', { up: 'alter table t add n int;', down: 'alter table t drop n;' });
  const ui = await openUi(project.root, { DATABASE_URL: database.url });
  const { page, complaints } = await openPage(browser);
  await page.goto(ui.url);
  await shows(page, 'empty, 2 pending');
  const chip = (name: string) => page.locator('.chip', { hasText: name }).locator('.chip-text');

  expect((await project.migrate('upgrade', 'aaaa1111')).exitCode).toBe(0);
  await shows(page, '1 pending');
  expect(await chip('staging').textContent()).toBe('empty, 2 pending');
  expect((await project.migrate('upgrade', 'heads', '--env', 'staging')).exitCode).toBe(0);
  await chip('staging').getByText('up to date').waitFor();
  expect((await project.migrate('downgrade', 'base', '--env', 'staging', '--yes')).exitCode).toBe(0);
  await chip('staging').getByText('2 pending').waitFor();

  // What is open stays open, and what has the focus keeps it.
  await page.goto(`http://127.0.0.1:${ui.port}/databases/DATABASE_URL`);
  await page.locator('.steps summary').first().click();
  await page.locator('.copy').last().focus();
  project.revision('cccc3333', 'bbbb2222', { up: 'select 1 / 0;', down: '' });
  await shows(page, 'cccc3333');
  expect(await page.locator('.steps details[open]').count()).toBe(1);
  expect(await page.evaluate(`document.activeElement.className`)).toBe('copy');

  const blocker = await database.connect();
  await blocker.query('begin; lock table t in access share mode');
  const running = project.migrate('upgrade', 'heads');
  await shows(page, 'blocks it');
  await blocker.query('rollback');
  expect((await running).exitCode).toBe(1);
  await shows(page, 'The last run failed');
  await shows(page, 'division by zero');
  expect(complaints).toEqual([]);
});

test('a server that is gone is said, and another one on the same port with the same session is none of ours', async () => {
  const project = sliceWorkspace(await freshDatabase());
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  const ui = await openUi(project.root, { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  const { page } = await openPage(browser);
  await page.goto(ui.url);
  await page.locator('.chip-text', { hasText: 'not seen' }).waitFor();
  await ui.close();
  await page.locator('#connection', { hasText: 'The test is over.' }).waitFor();
});

test('names that would be tags, turn text or never end are text, and break no view', async () => {
  const database = await freshDatabase();
  const project = sliceWorkspace(database);
  const table = '<img src=x onerror=alert(1)>';
  project.revision('aaaa1111', '', {
    up: `create table "${table}" (id int primary key, "${'c'.repeat(60)}" text default '${'x'.repeat(10_000)}');\ncomment on table "${table}" is '<script>alert(2)</script>\u202e${'y'.repeat(10_000)}';`,
    down: `drop table "${table}";`,
  });
  project.revision('bbbb2222', 'aaaa1111', {
    up: `do $$ begin raise exception '<script>alert(3)</script>\u202e'; end $$;`,
    down: '',
  });
  await project.migrate('upgrade', 'heads');
  const ui = await openUi(project.root, { DATABASE_URL: database.url });
  const { page, complaints } = await openPage(browser);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(ui.url);
  for (const path of [
    '/',
    '/revisions/aaaa1111',
    '/revisions/bbbb2222',
    '/databases/DATABASE_URL',
    '/schema',
    '/schema?slice=shop&at=aaaa1111',
  ]) {
    await page.goto(`http://127.0.0.1:${ui.port}${path}`);
    await settled(page);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
  }
  expect([dialogs, complaints]).toEqual([[], []]);
});
