#!/usr/bin/env node
// The bundle is ASCII (esbuild escapes the rest), which latin1 reads without decoding.
// Starts dist/bin/migrate.cjs, the command line bundled into one file (docs/decisions/001-bundled-command-line.md). CommonJS, and compiled
// from V8's code cache where that fits: both together halve the start-up.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [only, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (only === '--version' || only === '-V')) {
  // Scripts ask for the version before every run: it must not pay for the rest.
  process.stdout.write(`${JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')).version}\n`);
} else {
  const file = join(__dirname, '../dist/bin/migrate.cjs');
  load(file).runMigrate();
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
