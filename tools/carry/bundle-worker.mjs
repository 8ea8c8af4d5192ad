// Makes packages/migrator/dist/carried/schema-worker.mjs: the program of the thread that loads schemas, in one file, as it is started from its text.
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const migrator = fileURLToPath(new URL('../../packages/migrator/', import.meta.url));

export async function bundleWorker() {
  const file = join(migrator, 'dist/carried/schema-worker.mjs');
  mkdirSync(join(migrator, 'dist/carried'), { recursive: true });
  await build({
    entryPoints: [join(migrator, 'src/adapters/drizzle/schema-worker.ts')],
    outfile: `${file}.new`,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as braidCreate } from 'node:module'; const require = braidCreate(process.execPath);",
    },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  renameSync(`${file}.new`, file);
}
