import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';

const PATHS = [
  process.env.BRAID_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Debian's Chromium; `npm run test:ui` installs it. */
export async function openChromium(): Promise<Browser> {
  const executablePath = PATHS.find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) throw new Error('There is no Chromium: npm run test:ui');
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

export interface Watched {
  readonly page: Page;
  /** What the browser complained of: errors of scripts, refusals of the policy, answers that were none. */
  readonly complaints: string[];
}

/** A page whose complaints are kept. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, complaints };
}

/** Waits until an expression is true in the page. Not `waitForFunction`, which the policy of the page forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  await waitFor(expression, async () => (await page.evaluate(expression)) === true);
}

/** Waits until every part that takes time is there. */
export async function settled(page: Page): Promise<void> {
  await until(
    page,
    `[...document.querySelectorAll('[data-later]')].every((each) => each.dataset.asked !== undefined && !each.hasAttribute('aria-busy'))`,
  );
}
