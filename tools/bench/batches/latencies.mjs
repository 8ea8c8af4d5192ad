import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { goFirst } from '../give-way.mjs';
import { percentile } from '../locks/measure-mode.mjs';

/**
 * Does something to the table while readers and writers use it.
 *
 * @param {string} url @param {() => Promise<unknown>} work
 */
export async function underLoad(url, work) {
  const script = fileURLToPath(new URL('../locks/load.mjs', import.meta.url));
  const load = spawn(process.execPath, [script, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: load.stdout })[Symbol.asyncIterator]();
  await lines.next();
  if (load.pid !== undefined) goFirst(load.pid);
  await pause(1_000);
  const began = performance.timeOrigin + performance.now();
  await work();
  const done = performance.timeOrigin + performance.now();
  load.stdin.end();
  /** @type {[number, number, number][]} */
  const samples = JSON.parse((await lines.next()).value);
  const during = samples.filter(([due]) => due >= began && due <= done);
  const of = (/** @type {number} */ kind) =>
    during.flatMap(([, latency, reads]) => (reads === kind ? [latency] : [])).sort((a, b) => a - b);
  const [readers, writers] = [of(1), of(0)];
  return {
    tookMs: done - began,
    readersP99: percentile(readers, 0.99),
    writersP99: percentile(writers, 0.99),
    writersWorst: writers.at(-1) ?? 0,
  };
}
