// npm's `prepare`, `npm run build` and the Nx target `migrator:build`: compiles the migrator, takes what it carries of drizzle-kit and bundles its command line, so that
// `npx braid` and the Nx plugin work right after `npm ci`. Does nothing where TypeScript is absent (`npm ci --omit=dev`).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = `${root}node_modules/typescript/bin/tsc`;
if (existsSync(tsc)) {
  const { status } = spawnSync(process.execPath, [tsc, '-b', `${root}packages/migrator`], { stdio: 'inherit' });
  if (status === 0) {
    (await import('./clean-dist.mjs')).cleanDist(`${root}packages/migrator`);
    await (await import('./carry/carry.mjs')).carry();
    await (await import('./carry/bundle-worker.mjs')).bundleWorker();
    await (await import('./bundle-page.mjs')).bundlePage();
    await (await import('./bundle-bin.mjs')).bundleBin();
    (await import('./copy-docs.mjs')).copyDocs();
  }
  process.exitCode = status ?? 1;
}
