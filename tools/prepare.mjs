// npm's `prepare`: compiles the migrator and bundles its command line, so that `npx --no migrate` and the Nx plugin work right after
// `npm ci`. Does nothing where TypeScript is absent (`npm ci --omit=dev`).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('node_modules/typescript')) {
  const { status } = spawnSync('tsc', ['-b', 'packages/migrator'], { stdio: 'inherit', shell: true });
  if (status === 0) await (await import('./bundle-bin.mjs')).bundleBin();
  process.exitCode = status ?? 1;
}
