/**
 * Looks at the pages of `migrate ui` in a real Chromium, and writes pictures of them. On Debian as root it installs
 * Chromium where it is missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundlePage } from '../bundle-page.mjs';

const repository = resolve(import.meta.dirname, '../..');
const paths = [
  process.env.BRAID_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const isThere = () => paths.some((path) => path !== '' && existsSync(path));

if (!isThere() && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-inter'],
    {
      stdio: 'ignore',
      env,
    },
  );
}
if (!isThere()) {
  console.error('There is no Chromium: apt-get install chromium, or name one in BRAID_CHROMIUM, then run this again.');
  process.exit(1);
}
// What the browser runs may have changed since `npm ci`.
await bundlePage();
const { status } = spawnSync(
  process.execPath,
  [resolve(repository, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'browser', ...process.argv.slice(2)],
  { cwd: repository, stdio: 'inherit', env: { ...process.env, BRAID_BROWSER: 'yes' } },
);
process.exit(status ?? 1);
