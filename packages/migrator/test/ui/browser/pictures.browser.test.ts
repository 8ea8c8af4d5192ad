import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUi } from '../support/open-ui.ts';
import { openChromium, openPage, settled } from './chromium.ts';
import { referenceWorkspace } from './reference.ts';

const ROOT = resolve(import.meta.dirname, '../../../../..');

/** `npm run docs:ui` writes those of the documentation; else they are written to be looked at. */
const FOLDER = process.env.BRAID_WRITE_DOCS === '1' ? join(ROOT, 'docs/pictures') : join(ROOT, '.braid/ui-pictures');

/** What GitHub shows without making anybody wait, in bytes. */
const LARGEST = 150_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
  mkdirSync(FOLDER, { recursive: true });
});
afterAll(async () => await browser.close());

/** WebP is a fifth of a PNG; only the protocol of Chromium itself makes it. */
async function picture(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const bytes = Buffer.from(data, 'base64');
  expect([name, bytes.length < LARGEST]).toEqual([name, true]);
  writeFileSync(join(FOLDER, `${name}.webp`), bytes);
}

test('the pictures of the documentation: a graph, a revision, a run that waits, a diagram, in both themes', async () => {
  const { root, env, staging, migrate } = await referenceWorkspace();
  const ui = await openUi(root, env);
  const blocker = await staging.connect();
  await blocker.query(
    "set application_name to 'report of the night'; begin; lock table positions in access share mode",
  );
  const running = migrate('upgrade', 'heads', '--env', 'staging');
  const pages = await Promise.all(
    (['light', 'dark'] as const).map(async (colorScheme) => {
      const viewport = { width: 1280, height: 760 };
      const { page, complaints } = await openPage(browser, { colorScheme, viewport, deviceScaleFactor: 1.5 });
      await page.goto(ui.url);
      return { page, colorScheme, complaints };
    }),
  );
  const show = async (page: Page, path: string): Promise<void> => {
    await page.goto(`http://127.0.0.1:${ui.port}${path}`);
    await settled(page);
  };
  for (const { page, colorScheme } of pages) {
    await show(page, '/databases/staging');
    await page.getByText('blocks it').first().waitFor();
    await picture(page, `ui-run-${colorScheme}`);
  }
  await blocker.query('rollback');
  expect((await running).exitCode).toBe(0);
  expect((await migrate('downgrade', 'execution@-1', '--env', 'staging', '--yes')).exitCode).toBe(0);
  for (const { page, colorScheme, complaints } of pages) {
    await show(page, '/');
    await page.locator('.row-message', { hasText: 'merge adjusted prices' }).click();
    await picture(page, `ui-graph-${colorScheme}`);
    await show(page, '/revisions/c0f3fa07ffb9');
    await picture(page, `ui-revision-${colorScheme}`);
    await show(page, '/schema?slice=execution');
    await page.getByText('Tables of execution').first().evaluate('(each) => each.scrollIntoView()');
    await picture(page, `ui-schema-${colorScheme}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});
