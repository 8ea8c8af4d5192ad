// Makes packages/migrator/dist/carried: the parts of drizzle-kit that Braid brings along, so that it needs no certain drizzle-kit in a workspace and changes
// nothing of the user's drizzle-orm. Why: docs/decisions/004-carried-drizzle-kit.md.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { keepReachable } from './keep-reachable.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = join(root, 'packages/migrator/dist/carried');

/** What is taken out of which file. What is left out prints, looks for files, asks at a terminal, or is of another dialect. */
const PARTS = [
  {
    name: 'drizzle-kit-1.0',
    file: 'node_modules/drizzle-kit/api-postgres.mjs',
    roots: ['generateDrizzleJson', 'generateMigration', 'up'],
    calls: [],
    without: { init_utils_node: ['prepareFilenames', 'loadModule'] },
  },
  {
    name: 'drizzle-kit-0.31',
    file: 'node_modules/drizzle-kit-031/api.mjs',
    roots: ['generateDrizzleJson'],
    calls: ['init_pgSerializer', 'init_pgImports'],
    without: { init_utils: [], init_utils3: [] },
  },
];

/** Writes what is older than what it is made of. */
export async function carry() {
  for (const part of PARTS) {
    const source = join(root, part.file);
    const out = join(target, `${part.name}.cjs`);
    const inputs = [
      source,
      fileURLToPath(import.meta.url),
      join(dirname(fileURLToPath(import.meta.url)), 'keep-reachable.mjs'),
    ];
    if (!existsSync(source)) throw new Error(`${part.file} is not installed: run npm install.`);
    if (existsSync(out) && inputs.every((input) => statSync(input).mtimeMs < statSync(out).mtimeMs)) continue;
    const { code } = await transform(keepReachable(readFileSync(source, 'utf8'), part), {
      format: 'cjs',
      target: 'node20',
      // Compiled from V8's cache, a script has no import() of its own.
      supported: { 'dynamic-import': false },
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'none',
      define: { 'import.meta.url': '__filename' },
    });
    const manifest = JSON.parse(readFileSync(join(dirname(source), 'package.json'), 'utf8'));
    mkdirSync(target, { recursive: true });
    writeFileSync(
      `${out}.new`,
      `/*! Parts of ${manifest.name} ${manifest.version}, by the Drizzle Team. See THIRD-PARTY.md. */\n${code}`,
    );
    renameSync(`${out}.new`, out);
  }
}
