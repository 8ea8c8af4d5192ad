import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { openUi } from '../support/open-ui.ts';
import { openChromium, openPage, until } from './chromium.ts';
import { largeWorkspace } from './large-workspace.ts';

const REVISIONS = 10_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => await browser.close());

test('10,000 revisions: painted at once, and smooth to scroll and to zoom', async () => {
  const database = await freshDatabase();
  const ui = await openUi(largeWorkspace(REVISIONS), { DATABASE_URL: database.url });
  const { page, complaints } = await openPage(browser);
  await page.goto(ui.url);
  await until(page, `document.querySelectorAll('.graph-spacer .row').length > 0`);
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
