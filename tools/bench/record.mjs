// What a bench found, for docs/benchmarks.md: with `BRAID_RECORD_BENCH=1` it is written as JSON into tools/bench/results, and `npm run docs` makes the tables of the page of it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, release, type } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Files that are made of results: where only they differ from the commit, the commit is what was measured. */
const MADE = ['tools/bench/results', 'docs/benchmarks.md', 'docs/comparison.md'];
/** Of the machine before the bench adds its own. */
const LOAD_BEFORE = load();

/** @typedef {import('./record.d.mts').Found} Found */
/** @typedef {import('./record.d.mts').Recorded} Recorded */

/** The PostgreSQL that `migrate` runs itself, as the scratch server of proofs. */
export const EMBEDDED = `embedded PostgreSQL ${/^\d+\.\d+/.exec(Object.values(ownPackage().optionalDependencies)[0] ?? '')?.[0] ?? ''}`;

/** What a bench compares with, and its installed version: `umzug 3.8.3`. @param {string} name */
export function peer(name) {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json');
    if (existsSync(file)) return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`;
  }
  throw new Error(`${name} is not installed in ${dirname(RESULTS)} or above`);
}

/**
 * Records it, if that is asked for.
 * @param {string} bench `merge` for `npm run bench:merge`
 * @param {Found} found
 */
export function record(bench, found) {
  if (process.env.BRAID_RECORD_BENCH === undefined) return;
  const [processor] = cpus();
  /** @type {Recorded} */
  const recorded = {
    bench,
    at: new Date().toISOString().slice(0, 16),
    commit: commitOf(),
    command: ['npm run', `bench:${bench}`, ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
      ' ',
    ),
    braid: ownPackage().version,
    node: process.versions.node,
    system: `${type()} ${release()}`,
    processor: processor?.model ?? 'unknown',
    cores: cpus().length,
    loadBefore: LOAD_BEFORE,
    load: load(),
    ...found,
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}${bench}.json`, `${JSON.stringify(recorded, null, 2)}\n`);
}

/** With `+` where files differ from it. */
function commitOf() {
  const commit = said('git', ['rev-parse', '--short=8', 'HEAD']) ?? 'unknown';
  const others = ['--', '.', ...MADE.map((path) => `:!${path}`)];
  return said('git', ['status', '--porcelain', '--untracked-files=no', ...others]) === '' ? commit : `${commit}+`;
}

function load() {
  return Number((loadavg()[0] ?? 0).toFixed(1));
}

/** @returns {{ version: string, optionalDependencies: Record<string, string> }} */
function ownPackage() {
  return JSON.parse(readFileSync(join(ROOT, 'packages/migrator/package.json'), 'utf8'));
}

/** @param {string} program @param {readonly string[]} words */
function said(program, words) {
  try {
    return execFileSync(program, words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
