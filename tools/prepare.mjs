// npm's `prepare`: compiles the migrator, so that `npx --no migrate` and the Nx plugin work right after `npm ci`.
// Does nothing where TypeScript is absent (`npm ci --omit=dev`).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('node_modules/typescript')) {
  const { status } = spawnSync('tsc', ['-b', 'packages/migrator'], { stdio: 'inherit', shell: true });
  process.exitCode = status ?? 1;
}
