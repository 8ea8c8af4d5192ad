// Makes packages/migrator/dist/carried/schema-worker.cjs: the program of the thread that loads schemas, in one file, as it is started from its text; and V8's code cache of it.
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const migrator = join(repository, 'packages/migrator');

export async function bundleWorker() {
  const file = join(migrator, 'dist/carried/schema-worker.cjs');
  mkdirSync(join(migrator, 'dist/carried'), { recursive: true });
  await build({
    entryPoints: [join(migrator, 'src/adapters/drizzle/schema-worker.ts')],
    outfile: `${file}.new`,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    banner: { js: '(function (require, importFromBeginning) {' },
    footer: { js: '})' },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const text = readFileSync(`${file}.new`, 'utf8');
  writeFileSync(`${file}.cache.new`, Buffer.concat([Buffer.from(hash('sha256', text, 'hex')), await codeCache(text)]));
  renameSync(`${file}.new`, file);
  renameSync(`${file}.cache.new`, `${file}.cache`);
  rmSync(join(migrator, 'dist/carried/schema-worker.mjs'), { force: true });
}

const SCHEMA =
  "import { integer, pgTable } from 'drizzle-orm/pg-core';\nexport const t = pgTable('t', { id: integer() });\n";

/**
 * What V8 has compiled when a schema was loaded.
 *
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
async function codeCache(text) {
  const { THREAD_BEGINNING } = await import('../../packages/migrator/dist/adapters/drizzle/thread-program.js');
  const root = mkdtempSync(join(tmpdir(), 'braid-worker-'));
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'schema.ts'), SCHEMA);
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  const worker = new Worker(
    `${THREAD_BEGINNING}
const { parentPort } = process.getBuiltinModule('node:worker_threads');
parentPort.on('message', ({ id }) => { if (id === 2) parentPort.postMessage({ kind: 'cache', data: script.createCachedData() }); });`,
    {
      eval: true,
      workerData: {
        root,
        esbuild: join(repository, 'node_modules/esbuild/lib/main.js'),
        carried: join(migrator, 'dist/carried'),
        program: { text, codeCache: undefined },
      },
      execArgv: [],
      stdout: true,
      stderr: true,
    },
  );
  try {
    return await new Promise((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', ({ id, kind, data, failure }) => {
        if (kind === 'failed' && id === 1)
          reject(new Error(`The schema thread loads nothing: ${JSON.stringify(failure)}`));
        if (kind === 'loaded') worker.postMessage({ id: 2, task: 'warm', folder: root });
        if (kind === 'cache') resolve(data);
      });
      const slice = { label: 'one', folder: root, files: [join(root, 'schema.ts')], env: {} };
      worker.postMessage({ id: 1, task: 'load', slices: [slice], others: [] });
    });
  } finally {
    await worker.terminate();
    rmSync(root, { recursive: true, force: true });
  }
}
