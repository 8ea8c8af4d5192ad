import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { openUi } from '../support/open-ui.ts';
import { openChromium, openPage, until } from './chromium.ts';

const REVISIONS = 10_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => await browser.close());

/** Five slices, each with branches that are merged every twenty revisions. */
function largeWorkspace(): string {
  const root = tempDir('braid-large-');
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  const slices = ['billing', 'catalog', 'events', 'search', 'users'];
  const each = REVISIONS / slices.length;
  slices.forEach((slice, number) => {
    const folder = join(root, 'features', slice, 'migrations');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'features', slice, 'slice.json'), JSON.stringify({ label: slice }));
    const id = (at: number): string => `${number}${String(at).padStart(7, '0')}`;
    for (let at = 0; at < each; at++) {
      const [turn, isLast] = [at % 20, at % 20 === 19];
      const parents = at === 0 ? [] : isLast ? [id(at - 1), id(at - 2)] : turn === 18 ? [id(at - 5)] : [id(at - 1)];
      writeFileSync(
        join(folder, `${String(at).padStart(5, '0')}_${id(at)}_x.sql`),
        `-- revision: ${id(at)}\n-- revises: ${parents.join(', ')}\n${at === 0 ? `-- branch-label: ${slice}\n` : ''}-- message: step ${at} of ${slice}\n\n-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade\nselect 1;\n`,
      );
    }
  });
  return root;
}

test('10,000 revisions: painted at once, and smooth to scroll and to zoom', async () => {
  const database = await freshDatabase();
  const ui = await openUi(largeWorkspace(), { DATABASE_URL: database.url });
  const { page, complaints } = await openPage(browser);
  await page.goto(ui.url);
  await until(page, `document.querySelectorAll('.graph-layer .row').length > 0`);
  const painted: unknown = await page.evaluate(
    `performance.getEntriesByName('first-contentful-paint')[0].startTime - performance.getEntriesByType('navigation')[0].responseEnd`,
  );
  const frames: unknown = await page.evaluate(`(async () => {
    const box = document.getElementById('graph');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const measure = async (steps, act) => {
      const took = [];
      for (let at = 0; at < steps; at++) {
        const began = performance.now();
        act(at);
        await frame();
        await frame();
        took.push((performance.now() - began) / 2);
      }
      return took.sort((a, b) => a - b)[Math.floor(steps * 0.95)];
    };
    const scroll = await measure(120, () => { box.scrollTop += 900; });
    const jump = await measure(40, (at) => { box.scrollTop = (at * 7919) % box.scrollHeight; });
    const zoom = await measure(40, (at) => document.getElementById(at % 8 < 4 ? 'zoom-out' : 'zoom-in').click());
    return { scroll, jump, zoom };
  })()`);
  console.log('10,000 revisions', JSON.stringify({ painted, frames }));
  expect(await page.locator('.row').count()).toBeLessThan(400);
  await page.locator('#graph').focus();
  await page.keyboard.press('End');
  expect(await page.locator('.row-active .row-message').textContent()).toContain('step 0 of');
  await page.keyboard.press('/');
  await page.keyboard.type('step 1234 of events');
  await page.keyboard.press('Enter');
  expect(await page.locator('.row-active .row-message').textContent()).toBe('step 1234 of events');
  expect(complaints).toEqual([]);
});
