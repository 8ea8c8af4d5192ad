#!/usr/bin/env node
// The bundle is ASCII (esbuild escapes the rest), which latin1 reads without decoding.
// Starts the command line, bundled into one file (docs/decisions/001-bundled-command-line.md). CommonJS, and compiled
// from V8's code cache where that fits: both together halve the start-up.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Those that run often have a bundle of their own, half as large as that of all. */
const EVERYDAY = ['upgrade', 'downgrade', 'current', 'status', 'heads', 'history', 'branches', 'show', 'log'];
module.exports = { EVERYDAY };

if (require.main === module) start(process.argv.slice(2));

/** @param {readonly string[]} words */
function start([first = '--help', ...rest]) {
  if (rest.length === 0 && (first === '--version' || first === '-V')) {
    // Scripts ask for the version before every run: it must not pay for the rest.
    process.stdout.write(`${JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')).version}\n`);
    return;
  }
  const isEveryday = EVERYDAY.includes(first) || (rest.length === 0 && (first === '--help' || first === '-h'));
  load(join(__dirname, '../dist/bin', isEveryday ? 'everyday.cjs' : 'migrate.cjs')).runMigrate();
}

/** @param {string} file */
function load(file) {
  const cachedData = codeCache(file);
  if (!cachedData) return require(file);
  const { Script } = require('node:vm');
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname, hostImport) {${readFileSync(file, 'latin1')}\n})`,
    {
      filename: file,
      cachedData,
    },
  );
  const module = { exports: {} };
  const { createRequire } = require('node:module');
  // A script of node:vm has no import() of its own in Node 20: it gets this file's.
  const hostImport = (/** @type {string} */ specifier) => import(specifier);
  script.runInThisContext()(module.exports, createRequire(file), module, file, join(file, '..'), hostImport);
  return module.exports;
}

/**
 * The cache that was made with the bundle. V8 refuses one of another version or with other flags by itself and compiles as usual.
 *
 * @param {string} file
 */
function codeCache(file) {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
}
