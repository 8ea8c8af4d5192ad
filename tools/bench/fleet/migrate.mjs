import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));
const probe = fileURLToPath(new URL('cpu-probe.cjs', import.meta.url));

/**
 * Runs `migrate` as a process of its own.
 *
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {{ killAfterMs?: number }} [options]
 */
export async function migrate(cwd, args, { killAfterMs } = {}) {
  const run = startMigrate(cwd, args);
  const timer = killAfterMs === undefined ? undefined : setTimeout(run.kill, killAfterMs);
  const result = await run.ended;
  clearTimeout(timer);
  return result;
}

/**
 * Starts `migrate` as a process of its own.
 *
 * @param {string} cwd
 * @param {readonly string[]} args
 */
export function startMigrate(cwd, args) {
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: __, ...env } = process.env;
  const file = join(cwd, `cpu-${process.hrtime.bigint()}`);
  const began = performance.now();
  const child = spawn(process.execPath, ['--require', probe, bin, ...args], {
    cwd,
    env: { ...env, NO_COLOR: '1', BRAID_PROGRESS: 'off', CPU_FILE: file },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  /** @type {Promise<{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string, wallMs: number, cpuMs: number }>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr, wallMs: performance.now() - began, cpuMs: cpuOf(file) });
    });
  });
  return { kill: () => child.kill('SIGKILL'), ended };
}

/** @param {string} file */
function cpuOf(file) {
  try {
    const cpu = Number(readFileSync(file, 'utf8'));
    rmSync(file);
    return cpu;
  } catch {
    return Number.NaN;
  }
}
