#!/usr/bin/env node
// Starts the command line, which is bundled into a few packs (docs/decisions/001-bundled-command-line.md). CommonJS, and compiled from V8's code cache where
// that fits: both together halve the start-up.
const { closeSync, openSync, readFileSync, readSync } = require('node:fs');
const { basename, join } = require('node:path');

module.exports = { loadAnswers, loadProgram, start };

/** The packs whose code waits for all that it begins. */
const ENDS_ITS_WORK = /^(?:migrate|(?:files|database|errors|live|script|index)-\w+)\.cjs$/;

/** The command whose answer is kept while the files are the same: docs/decisions/017-kept-answers.md. */
const isKept = (/** @type {readonly string[]} */ words) => words[words[0] === '--slice' ? 2 : 0] === 'heads';

/**
 * What keeps the answer of the command that runs.
 *
 * @type {import('../dist/cli/kept/keep-answer.js').AnswerKeeper | undefined}
 */
let keeper;

/** What asks nothing that could change, or `node:fs` as the keeper has it. */
const ASKS_NOTHING = /^node:(?:buffer|events|fs|path|process|tty|util)$/;

/**
 * @param {readonly string[]} words
 * @param {number} [marginMs] for tests: how long files must have been as they are
 */
function start(words, marginMs) {
  const [first, ...rest] = words;
  if (rest.length === 0 && (first === '--version' || first === '-V')) {
    // Scripts ask for the version before every run: it must not pay for the rest.
    process.stdout.write(`${JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')).version}\n`);
    return;
  }
  const folder = join(__dirname, '../dist/bin');
  if (isKept(words)) {
    const { answerOrKeep, end } = loadAnswers(folder, compile);
    const program = [__filename, join(folder, 'migrate.cjs'), join(folder, '../../package.json')];
    const found = answerOrKeep(require('node:fs'), program, marginMs);
    if (found === 'answered') return end();
    keeper = found;
    if (keeper?.files !== undefined) known.set('node:fs', keeper.files);
  }
  const leftovers = { possible: false };
  loadProgram(folder, compile, leftovers).runMigrate(() => !leftovers.possible, keeper);
}

/**
 * The code that keeps answers: so little that it is loaded before the first pack, which mostly is not needed then.
 *
 * @param {string} folder where the packs are
 * @param {(file: string) => import('node:vm').Script} compilePack
 * @returns {typeof import('../dist/cli/kept/keep-answer.js')}
 */
function loadAnswers(folder, compilePack) {
  const module = { exports: {} };
  compilePack(join(folder, 'answers.cjs')).runInThisContext()(require, module);
  return module.exports;
}

/**
 * Loads the pack that every command needs. Another one is loaded when something of it is needed.
 *
 * @param {string} folder where the packs are
 * @param {(file: string) => import('node:vm').Script} compilePack
 * @param {{ possible: boolean }} leftovers becomes possible when something is loaded that may still be at work after the command: threads, other people's code
 */
function loadProgram(folder, compilePack, leftovers = { possible: false }) {
  /** @type {unknown[]} what each part exports */
  const loaded = [];
  /** @type {{ all: unknown }} where a part puts it at last, when those that it needs have run */
  const exported = { all: undefined };
  /** @type {{ name: string, first: number, parts?: ((exports: { all: unknown }) => void)[] }[]} the packs, each with the number of its first part */
  const packs = [];
  const open = (/** @type {string} */ name) => {
    if (!ENDS_ITS_WORK.test(name)) leftovers.possible = true;
    const pack = compilePack(join(folder, name)).runInThisContext();
    return pack(recalled, part, lazily, importFromHost, bundleUrl, folder);
  };
  const part = (/** @type {number} */ number) => {
    if (loaded[number] !== undefined) return loaded[number];
    let at = packs.length - 1;
    while (packs[at].first > number) at -= 1;
    const pack = packs[at];
    pack.parts ??= open(pack.name).parts;
    pack.parts[number - pack.first](exported);
    loaded[number] = exported.all;
    return exported.all;
  };
  // A script of node:vm has no import() of its own in Node 20: it gets this file's.
  const importFromHost = (/** @type {string} */ specifier) => {
    leftovers.possible = true;
    return import(specifier);
  };
  const bundleUrl = () => require('node:url').pathToFileURL(join(folder, 'migrate.cjs')).href;
  const first = open('migrate.cjs');
  for (const [name, number] of first.packs) packs.push({ name, first: number });
  packs[0].parts = first.parts;
  return part(first.bin);
}

/** @type {Map<string, unknown>} */
const known = new Map();

/** Node takes longer than a look at what was loaded before, and parts ask dozens of times. */
function recalled(/** @type {string} */ name) {
  if (!ASKS_NOTHING.test(name)) keeper?.giveUp();
  if (!name.startsWith('node:')) return require(name);
  if (!known.has(name)) known.set(name, require(name));
  return known.get(name);
}

/** @type {Record<string, object>} */
const late = {};

/** A module of Node that is loaded when something of it is used. */
function lazily(/** @type {string} */ name) {
  /** @type {object | undefined} */
  let loaded;
  const get = (/** @type {object} */ _target, /** @type {string | symbol} */ key) => {
    if (!ASKS_NOTHING.test(name)) keeper?.giveUp();
    loaded ??= Object(require(name));
    return Reflect.get(Object(loaded), key);
  };
  late[name] ??= new Proxy({}, { get });
  return late[name];
}

/**
 * The bundle is ASCII (esbuild escapes the rest), which latin1 reads without decoding. V8 refuses a cache of another version or with other flags by itself,
 * and compiles as usual.
 *
 * @param {string} file
 */
function compile(file) {
  const { Script } = require('node:vm');
  const source = bytesOf(file).latin1Slice();
  // A code cache keeps the name that a pack had where it was built; so stacks have the same short one everywhere.
  return new Script(source, { filename: `braid/${basename(file)}`, cachedData: codeCache(file) });
}

/** Longer than any pack. What is not used of it takes no memory. */
const buffer = Buffer.allocUnsafeSlow(2 ** 22);

/** A file, until the next one is read: of a new buffer for each, the system would have to clear a hundred pages and more. */
function bytesOf(/** @type {string} */ file) {
  const descriptor = openSync(file, 'r');
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0) break;
    if (length === buffer.length) throw new RangeError(`${file} is longer than ${length} bytes`);
  }
  closeSync(descriptor);
  return buffer.subarray(0, length);
}

/** @param {string} file */
function codeCache(file) {
  try {
    return bytesOf(`${file}.cache`);
  } catch {
    return undefined;
  }
}

if (require.main === module) start(process.argv.slice(2));
