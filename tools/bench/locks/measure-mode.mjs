import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** How long the transaction in the way stays open after the migration began, and how old it is by then. */
const BLOCKED_MS = 8_000;
const AGE_MS = 1_000;

/**
 * @typedef {object} ModeResult
 * @property {number[]} readers latencies in milliseconds of what was due while the mode ran, sorted
 * @property {number[]} writers
 * @property {number} took milliseconds
 */

/**
 * Runs one mode on a table with readers and writers, while a transaction that has read the table stays open.
 *
 * @param {import('./modes.mjs').Mode} mode
 * @param {string} url of a fresh database with the table
 * @param {string} workspace
 * @returns {Promise<ModeResult>}
 */
export async function measureMode(mode, url, workspace) {
  const script = fileURLToPath(new URL('load.mjs', import.meta.url));
  const load = spawn(process.execPath, [script, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: load.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await pause(1_000);
  const blocker = new pg.Client(url);
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('select count(*) from accounts where id < 10');
  await pause(AGE_MS);
  const began = performance.timeOrigin + performance.now();
  const unblocked = pause(BLOCKED_MS).then(() => blocker.query('commit'));
  await mode.run(url, workspace);
  const done = performance.timeOrigin + performance.now();
  await unblocked;
  await blocker.end();
  await pause(500);
  load.stdin.end();
  /** @type {[number, number, number][]} */
  const samples = JSON.parse((await lines.next()).value);
  const during = samples.filter(([due]) => due >= began && due <= done);
  const latencies = (/** @type {number} */ kind) =>
    during.flatMap(([, latency, reads]) => (reads === kind ? [latency] : [])).sort((a, b) => a - b);
  return { readers: latencies(1), writers: latencies(0), took: done - began };
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share 0.99 for p99
 */
export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
