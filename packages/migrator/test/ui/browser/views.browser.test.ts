import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUi } from '../support/open-ui.ts';
import { PICTURES, serious } from './axe.ts';
import { openChromium, openPage, settled } from './chromium.ts';
import { referenceWorkspace } from './reference.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(async () => await browser.close());

test('every view of the reference workspace: no complaint, nobody kept out, in both themes and two widths', async () => {
  const { root, env } = await referenceWorkspace();
  const ui = await openUi(root, env);
  const views = {
    graph: '/',
    slice: '/?slice=execution',
    revision: '/revisions/c0f3fa07ffb9',
    merge: '/revisions/ddaa3b94f311',
    data: '/revisions/14c3bda12953',
    databases: '/databases',
    database: '/databases/staging',
    schema: '/schema',
    diagram: '/schema?slice=execution',
    compared: '/schema?at=environment:staging&with=environment:production',
    heads: '/merge',
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 480]) {
      const { page, complaints } = await openPage(browser, { colorScheme, viewport: { width, height: 900 } });
      await page.goto(ui.url);
      for (const [name, path] of Object.entries(views)) {
        await page.goto(`http://127.0.0.1:${ui.port}${path}`);
        await settled(page);
        if (name === 'graph') await page.locator('#graph').press('j');
        await page.screenshot({
          path: join(PICTURES, `${name}-${width}-${colorScheme}.png`),
          fullPage: name !== 'graph',
        });
        expect.soft([name, width, colorScheme, await serious(page)]).toEqual([name, width, colorScheme, []]);
        const overflow: unknown = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect.soft([name, width, overflow]).toEqual([name, width, 0]);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  }
  const { page } = await openPage(browser, { contrast: 'more', forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(ui.url);
  expect(await page.evaluate(`getComputedStyle(document.querySelector('.chip-dot')).animationName`)).toBe('none');
  await page.screenshot({ path: join(PICTURES, 'graph-forced-colors.png') });
  await page.emulateMedia({ media: 'print', forcedColors: 'none' });
  await page.pdf({ path: join(PICTURES, 'graph.pdf') });
  expect(await page.locator('.row:not([hidden])').count()).toBeGreaterThan(10);
  expect(ui.failures).toEqual([]);
});

test('by keyboard alone: from the list to a revision and back, and a search', async () => {
  const { root, env } = await referenceWorkspace();
  const ui = await openUi(root, env);
  const { page, complaints } = await openPage(browser);
  await page.goto(ui.url);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  await page.keyboard.press('/');
  await page.keyboard.type('create orders');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.id')).toBe('graph');
  const active = () =>
    page.evaluate(
      `document.getElementById(document.getElementById('graph').getAttribute('aria-activedescendant'))?.querySelector('.row-id').textContent`,
    );
  expect(await active()).toBe('e6b4e70effc2');
  await page.keyboard.press('ArrowRight');
  expect(await active()).toBe('001466d4fdaa');
  await page.keyboard.press('ArrowLeft');
  expect(await active()).toBe('e6b4e70effc2');
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await page.keyboard.press('k');
  await page.keyboard.press('+');
  await page.keyboard.press('-');
  await page.keyboard.press('?');
  expect(await page.locator('#help').isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  const chosen = await active();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/revisions\//);
  expect(await page.locator('.page-head .id').first().textContent()).toBe(chosen);
  expect(complaints).toEqual([]);
});

test('the report opens without a server', async () => {
  const { root, migrate } = await referenceWorkspace();
  const written = await migrate('ui', '--out', 'report', '--all-environments');
  expect(written.exitCode, written.stderr).toBe(0);
  const { page, complaints } = await openPage(browser);
  await page.goto(`file://${root}/report/index.html`);
  await page.locator('#graph').press('j');
  expect(await page.locator('.inspector .open').count()).toBe(1);
  await page.locator('#graph').press('Enter');
  await page.waitForURL(/revisions\/.+\.html$/);
  await page.locator('nav a', { hasText: 'Databases' }).click();
  await page.locator('.card a', { hasText: 'staging' }).first().click();
  expect(await page.locator('h1').textContent()).toContain('staging');
  await page.locator('nav a', { hasText: 'Schema' }).click();
  expect(await page.locator('.db-table').count()).toBeGreaterThan(15);
  expect(complaints).toEqual([]);
});
