// Bundles what the pages of `migrate ui` load into packages/migrator/dist/page: one script, one style sheet, one icon.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const migrator = fileURLToPath(new URL('../packages/migrator', import.meta.url));
const folder = join(migrator, 'dist/page');

export async function bundlePage() {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(migrator, 'browser/page.ts'), join(migrator, 'browser/page.css')],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  copyFileSync(join(migrator, 'browser/icon.svg'), join(folder, 'icon.svg'));
}
