import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
export const BIN = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));

/**
 * @typedef {{ revisions: number, steps: number, cpu: Record<string, number>, megabytes: number }} InProcess
 * @typedef {{ cpu: number, megabytes: number }} Usage
 */

/**
 * The cheapest of several cold runs of `in-process.mjs`, step by step: other work on the machine only ever adds.
 *
 * @param {string} root
 * @param {number} rounds
 * @returns {InProcess}
 */
export function measureInProcess(root, rounds) {
  /** @type {InProcess[]} */
  const runs = [];
  for (let i = 0; i < rounds; i++) runs.push(JSON.parse(run([join(here, 'in-process.mjs'), root], root).stdout));
  const [first, ...others] = runs;
  if (first === undefined) throw new Error('at least one round is needed');
  for (const { cpu, megabytes } of others) {
    for (const name of Object.keys(cpu)) first.cpu[name] = Math.min(first.cpu[name] ?? 0, cpu[name] ?? 0);
    first.megabytes = Math.max(first.megabytes, megabytes);
  }
  return first;
}

/**
 * CPU and memory of whole runs of command lines, of each the cheapest of `rounds`. They take turns, so that other work on the machine
 * hits all alike.
 *
 * @param {string} root
 * @param {readonly string[]} commands
 * @param {number} rounds
 * @returns {Usage[]}
 */
export function measureCommands(root, commands, rounds) {
  const file = join(root, '.usage.json');
  const best = commands.map(() => ({ cpu: Number.POSITIVE_INFINITY, megabytes: 0 }));
  for (let i = 0; i < rounds; i++) {
    commands.forEach((command, at) => {
      run(['--require', join(here, 'report-usage.cjs'), BIN, command], root, { BENCH_USAGE_FILE: file });
      /** @type {Usage} */
      const usage = JSON.parse(readFileSync(file, 'utf8'));
      const { cpu, megabytes } = best[at] ?? usage;
      best[at] = { cpu: Math.min(cpu, usage.cpu), megabytes: Math.max(megabytes, usage.megabytes) };
    });
  }
  rmSync(file);
  return best;
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} env
 */
export function run(args, cwd, env = {}) {
  // With this variable Node parses a bundle of certificates at every start: 70 ms that are nobody's fault here.
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: __, SERVICE_CONFIG_PATH: ___, ...inherited } = process.env;
  const result = spawnSync(process.execPath, args, {
    cwd,
    env: { ...inherited, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (result.status !== 0)
    throw new Error(`${args.join(' ')} ended with ${result.status}: ${result.stderr.slice(0, 2000)}`);
  return result;
}
