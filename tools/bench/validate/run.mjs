// `npm run bench:validate [-- --rounds 3]`: proves the whole reference workspace, cold (no proof and no template of an earlier run), and again with all proofs there. Wall
// time of whole processes, what they ask the scratch server, and their own CPU. Method and figures: docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { resetEmbedded } from '../../../packages/migrator/dist/adapters/embedded/reset-embedded.js';
import { sixSlices } from '../generate/workspaces.mjs';
import { median } from '../measure.mjs';
import { EMBEDDED, record } from '../record.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
const rounds = Number(values.rounds ?? 3);
const bin = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));
const counter = fileURLToPath(new URL('count-messages.cjs', import.meta.url));

/** @typedef {{ wall: number, messages: number, connections: number, cpuMs: number, revisions: number }} Run */

/** @param {string} root @returns {Run} */
function validate(root) {
  const counts = join(root, 'counts.json');
  writeFileSync(counts, '');
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: __, ...env } = process.env;
  const began = performance.now();
  const words = ['--require', counter, bin, '--json', 'validate', '--seed', '5'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    env: { ...env, BRAID_BENCH_COUNTS: counts },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wall = performance.now() - began;
  if (status !== 0) throw new Error(`validate ended with ${status}\n${stdout}${stderr}`);
  const [last = '{}'] = readFileSync(counts, 'utf8').trim().split('\n').slice(-1);
  return { wall, ...JSON.parse(last), revisions: JSON.parse(stdout).proven };
}

/** @type {Run[]} */
const cold = [];
/** @type {Run[]} */
const known = [];
for (let round = 0; round < rounds; round += 1) {
  // Its own server each time: what an earlier round left must not count.
  const { root } = sixSlices();
  try {
    cold.push(validate(root));
    known.push(validate(root));
  } finally {
    // As root its cluster is elsewhere, and would stay when the workspace is gone: 90 MB a round.
    await resetEmbedded(join(root, '.braid/scratch'));
    rmSync(root, { recursive: true, force: true });
  }
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}

const columns = ['`migrate validate`', 'median', 'from … to', 'messages', 'connections', 'own CPU'];
const rows = [
  [`${cold[0]?.revisions} revisions, cold`, cold],
  ['all proven before', known],
].map(([name, runs]) => rowOf(String(name), /** @type {Run[]} */ (runs)));

/** @param {string} name @param {readonly Run[]} runs */
function rowOf(name, runs) {
  const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
  const walls = runs.map(({ wall }) => wall);
  const middle = (/** @type {'messages' | 'connections' | 'cpuMs'} */ key) => median(runs.map((run) => run[key]));
  return [
    name,
    seconds(median(walls)),
    `${seconds(Math.min(...walls))} … ${seconds(Math.max(...walls))}`,
    String(middle('messages')),
    String(middle('connections')),
    seconds(middle('cpuMs')),
  ];
}

console.log(
  `${cpus().length} cores, Node ${process.versions.node}; ${rounds} rounds; load average ${loadavg()[0]?.toFixed(1)}\n`,
);
for (const row of [columns, ...rows]) console.log(row.map((cell) => cell.padEnd(26)).join(''));
record('validate', { rounds, missed: [], server: EMBEDDED, tables: [{ columns, rows }] });
