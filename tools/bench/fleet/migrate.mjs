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
export function migrate(cwd, args, { killAfterMs } = {}) {
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
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, wallMs: performance.now() - began, cpuMs: cpuOf(file) });
    });
  });
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
