// What a bench found, for docs/benchmarks.md: with `BRAID_RECORD_BENCH=1` it is written as JSON into tools/bench/results, and `npm run docs` makes the tables of the page of it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type } from 'node:os';
import { fileURLToPath } from 'node:url';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {{ readonly columns: readonly string[], readonly rows: readonly (readonly string[])[] }} Table
 * @typedef {{ readonly tables: readonly Table[], readonly rounds: number, readonly missed: readonly string[], readonly server?: string, readonly peers?: readonly string[] }} Found
 *   `server`: which PostgreSQL; `peers`: what it was compared with, with versions
 * @typedef {Found & { readonly bench: string, readonly at: string, readonly commit: string, readonly command: string, readonly braid: string, readonly node: string,
 *   readonly system: string, readonly processor: string, readonly cores: number, readonly load: number, readonly psql: string | null }} Recorded
 */

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
    braid: JSON.parse(readFileSync(`${ROOT}/packages/migrator/package.json`, 'utf8')).version,
    node: process.versions.node,
    system: `${type()} ${release()}`,
    processor: processor?.model ?? 'unknown',
    cores: cpus().length,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    psql: said('psql', ['--version']),
    ...found,
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}${bench}.json`, `${JSON.stringify(recorded, null, 2)}\n`);
}

/** With `+` where files differ from it. */
function commitOf() {
  const commit = said('git', ['rev-parse', '--short=8', 'HEAD']) ?? 'unknown';
  return said('git', ['status', '--porcelain', '--untracked-files=no']) === '' ? commit : `${commit}+`;
}

/** @param {string} program @param {readonly string[]} words */
function said(program, words) {
  try {
    return execFileSync(program, words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
