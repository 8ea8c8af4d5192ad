// `npm run bench:generate`: whole processes that generate and check, beside drizzle-kit's own `generate`, which writes the way up only and proves nothing, and its `check`,
// which reads snapshots alone. Goals, all against those of drizzle-kit in the same rounds: the second change of a slice is written and proven in its time, `check --staged`
// (the pre-commit hook) for a schema that changed takes half of its `check`.
// Exits with 1 when a goal is missed. `--rounds <n>` (5), `--tables <n>` (100). Method and figures: docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { resetEmbedded } from '../../../packages/migrator/dist/adapters/embedded/reset-embedded.js';
import { median } from '../measure.mjs';
import { EMBEDDED, record, peer as versionOf } from '../record.mjs';
import { bigSlice, sixSlices } from './workspaces.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, tables: { type: 'string' } } });
const rounds = Number(values.rounds ?? 5);
const tables = Number(values.tables ?? 100);
const bin = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));
const kit = fileURLToPath(new URL('../../../node_modules/drizzle-kit/bin.cjs', import.meta.url));

/** @type {Map<string, number[]>} */
const taken = new Map();

/**
 * Runs a program to its end; under a name, its time counts.
 *
 * @param {string} root
 * @param {readonly string[]} command
 * @param {string} [name]
 */
function run(root, command, name) {
  // With this variable Node parses a bundle of certificates at every start.
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: __, ...env } = process.env;
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    // The six slices import each other's sources.
    env: { ...env, NO_COLOR: '1', ...(command[0] === kit ? { NODE_OPTIONS: '--conditions=@braid/source' } : {}) },
    encoding: 'utf8',
  });
  const spent = performance.now() - began;
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  if (name !== undefined) taken.set(name, [...(taken.get(name) ?? []), spent]);
}

const kitGenerate = (/** @type {string} */ schema) => [
  ...[kit, 'generate', '--dialect', 'postgresql'],
  ...['--schema', schema, '--out', './drizzle'],
];
const FIRST = '`migrate revision`, first';
const SECOND = '`migrate revision`, second change';
const CHECK = '`migrate check`, six slices';
const STAGED = '`migrate check --staged`, one schema';
const PEER = '`drizzle-kit generate`, second change';
const PEER_CHECK = '`drizzle-kit check`, six slices';
const kitCheck = [kit, 'check', '--dialect', 'postgresql', '--out', './drizzle'];

const load = () => loadavg()[0]?.toFixed(1);
const before = load();
const six = sixSlices();
try {
  for (let round = 0; round < rounds; round += 1) {
    // A workspace of its own each time: the second change must not find the proofs and templates of another second change.
    const { root, setSchema } = bigSlice(tables);
    try {
      run(root, kitGenerate('./features/big/src/schema.ts'));
      run(root, [bin, 'revision', '-m', 'all tables', '--slice', 'big'], FIRST);
      // Another text each time, as in life: drizzle-kit reads a schema that it has met before from /tmp/jiti.
      setSchema(`remark_${Date.now()}`);
      run(root, kitGenerate('./features/big/src/schema.ts'), PEER);
      run(root, [bin, 'revision', '-m', 'add remark', '--slice', 'big'], SECOND);
      if (round === 0) {
        run(six.root, [bin, 'check']);
        run(six.root, kitGenerate('./features/*/src/schema.ts'));
      }
      run(six.root, [bin, 'check'], CHECK);
      run(six.root, kitCheck, PEER_CHECK);
      six.stage();
      run(six.root, [bin, 'check', '--staged'], STAGED);
    } finally {
      await resetEmbedded(join(root, '.braid/scratch'));
      rmSync(root, { recursive: true, force: true });
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  rmSync(six.root, { recursive: true, force: true });
}

/** @type {readonly { name: string, of: string, most: number }[]} */
const GOALS = [
  { name: SECOND, of: PEER, most: 1 },
  { name: STAGED, of: PEER_CHECK, most: 0.5 },
];
const NAMES = [PEER, FIRST, SECOND, PEER_CHECK, CHECK, STAGED];
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
/** @type {string[]} */
const missed = [];
const rows = NAMES.map((name) => {
  const own = taken.get(name) ?? [];
  const peer = taken.get([CHECK, STAGED, PEER_CHECK].includes(name) ? PEER_CHECK : PEER) ?? [];
  const ratio = median(own.map((wall, round) => wall / (peer[round] ?? wall)));
  const goal = GOALS.find((each) => each.name === name);
  const isMissed = goal !== undefined && ratio > goal.most;
  if (isMissed) missed.push(`${name}: ${ratio.toFixed(2)} of ${goal.of}, not ≤ ${goal.most}`);
  const range = `${seconds(Math.min(...own))} … ${seconds(Math.max(...own))}`;
  return [name, seconds(median(own)), range, ratio.toFixed(2), goal === undefined ? '' : `≤ ${goal.most}`];
});
const columns = [`a slice of ${tables} tables`, 'median', 'from … to', "of drizzle-kit's time", 'goal'];
console.log(
  `${cpus().length} cores, Node ${process.versions.node}; ${rounds} rounds; load average ${before} before, ${load()} after\n`,
);
for (const row of [columns, ...rows]) console.log(row.map((cell, at) => cell.padEnd(at === 0 ? 40 : 22)).join(''));
for (const each of missed) console.log(`MISSED ${each}`);
record('generate', {
  rounds,
  server: EMBEDDED,
  peers: [versionOf('drizzle-kit')],
  missed,
  tables: [{ columns, rows }],
});
process.exitCode = missed.length === 0 ? 0 : 1;
