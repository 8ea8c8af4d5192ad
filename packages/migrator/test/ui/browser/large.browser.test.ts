import { loadavg } from 'node:os';
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

/** Each step is an act and two frames: what a frame took for 95 of 100 steps, in milliseconds. */
const FRAMES = `
  const box = document.getElementById('graph');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const p95 = (act) => async (steps) => {
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
  window.measure = {
    glide: p95(() => { box.scrollTop += 50; }),
    scroll: p95(() => { box.scrollTop += 900; }),
    jump: p95((at) => { box.scrollTop = (at * 7919) % box.scrollHeight; }),
    zoom: p95((at) => document.getElementById(at % 8 < 4 ? 'zoom-out' : 'zoom-in').click()),
  };`;

test('10,000 revisions: painted at once, and smooth to scroll and to zoom', async () => {
  const database = await freshDatabase();
  const ui = await openUi(largeWorkspace(REVISIONS), { DATABASE_URL: database.url });
  const { page, complaints } = await openPage(browser);
  await page.goto(ui.url);
  await until(page, `document.querySelectorAll('.graph-spacer .row').length > 0`);
  const painted: unknown = await page.evaluate(
    `performance.getEntriesByName('first-contentful-paint')[0].startTime - performance.getEntriesByType('navigation')[0].responseEnd`,
  );
  await page.evaluate(FRAMES);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Seconds that the page's own thread has worked: the same on a busy machine. */
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const frames: Record<string, unknown> = {};
  for (const [name, steps] of Object.entries({ glide: 200, scroll: 120, jump: 40, zoom: 40 })) {
    const before = await worked();
    const p95: unknown = await page.evaluate(`window.measure.${name}(${steps})`);
    frames[name] = { p95, worked: ((await worked()) - before) * (1000 / (2 * steps)) };
  }
  console.log('10,000 revisions', JSON.stringify({ painted, frames, load: loadavg()[0] }));
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
