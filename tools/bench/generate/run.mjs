// `npm run bench:generate`: whole processes that generate and check, beside drizzle-kit's own `generate`, which writes the way up only and proves nothing.
// Goals: the second change of a slice of 100 tables is written and proven in 4 s, `check` without changes on six slices takes 2 s, `check --staged` (the pre-commit hook)
// for a schema that changed 1 s, on two cores.
// Exits with 1 when a goal is missed. `--rounds <n>` (5), `--tables <n>` (100). Method and figures: docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stopEmbedded } from '../../../packages/migrator/dist/adapters/embedded/stop-embedded.js';
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
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  const spent = performance.now() - began;
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  if (name !== undefined) taken.set(name, [...(taken.get(name) ?? []), spent]);
}

const kitGenerate = [
  kit,
  'generate',
  '--dialect',
  'postgresql',
  '--schema',
  './features/big/src/schema.ts',
  '--out',
  './drizzle',
];
const FIRST = '`migrate revision`, first';
const SECOND = '`migrate revision`, second change';
const CHECK = '`migrate check`, six slices';
const STAGED = '`migrate check --staged`, one schema';
const PEER = '`drizzle-kit generate`, second change';

const load = () => loadavg()[0]?.toFixed(1);
const before = load();
const six = sixSlices();
try {
  for (let round = 0; round < rounds; round += 1) {
    // A workspace of its own each time: the second change must not find the proofs and templates of another second change.
    const { root, setSchema } = bigSlice(tables);
    try {
      run(root, kitGenerate);
      run(root, [bin, 'revision', '-m', 'all tables', '--slice', 'big'], FIRST);
      setSchema('remark');
      run(root, kitGenerate, PEER);
      run(root, [bin, 'revision', '-m', 'add remark', '--slice', 'big'], SECOND);
      if (round === 0) run(six.root, [bin, 'check']);
      run(six.root, [bin, 'check'], CHECK);
      six.stage();
      run(six.root, [bin, 'check', '--staged'], STAGED);
    } finally {
      await stopEmbedded(join(root, '.braid/scratch'));
      rmSync(root, { recursive: true, force: true });
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  rmSync(six.root, { recursive: true, force: true });
}

const GOALS = new Map([
  [SECOND, 4000],
  [CHECK, 2000],
  [STAGED, 1000],
]);
const peer = taken.get(PEER) ?? [];
let missed = 0;
console.log(
  `a slice of ${tables} tables; ${cpus().length} cores, Node ${process.versions.node}; medians of ${rounds} rounds; load average ${before} before, ${load()} after\n`,
);
console.log(`${'command'.padEnd(40)}${'s'.padStart(6)}${'min–max'.padStart(12)}${'ratio'.padStart(8)}   goal`);
for (const name of [PEER, FIRST, SECOND, CHECK, STAGED]) {
  const own = taken.get(name) ?? [];
  const goal = GOALS.get(name);
  const isMissed = goal !== undefined && median(own) > goal;
  if (isMissed) missed += 1;
  const seconds = (/** @type {number} */ ms) => (ms / 1000).toFixed(2);
  const ratio = median(own.map((wall, round) => wall / (peer[round] ?? wall)));
  const range = `${seconds(Math.min(...own))}–${seconds(Math.max(...own))}`;
  const verdict = goal === undefined ? '' : `   ≤ ${goal / 1000} s${isMissed ? '  MISSED' : ''}`;
  console.log(
    `${name.padEnd(40)}${seconds(median(own)).padStart(6)}${range.padStart(12)}${ratio.toFixed(2).padStart(8)}${verdict}`,
  );
}
const NAMES = [PEER, FIRST, SECOND, CHECK, STAGED];
record('generate', {
  rounds,
  server: EMBEDDED,
  peers: [versionOf('drizzle-kit')],
  missed: NAMES.flatMap((name) => {
    const [own, goal = Number.POSITIVE_INFINITY] = [median(taken.get(name) ?? []), GOALS.get(name)];
    return own > goal ? [`${name} took ${(own / 1000).toFixed(2)} s, not < ${goal / 1000} s`] : [];
  }),
  tables: [
    {
      columns: [`a slice of ${tables} tables`, 'median', 'from … to', "of drizzle-kit's time", 'goal'],
      rows: NAMES.map((name) => {
        const own = taken.get(name) ?? [];
        const goal = GOALS.get(name);
        const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
        const ratio = median(own.map((wall, round) => wall / (peer[round] ?? wall)));
        const range = `${seconds(Math.min(...own))} … ${seconds(Math.max(...own))}`;
        return [name, seconds(median(own)), range, ratio.toFixed(2), goal === undefined ? '' : `< ${goal / 1000} s`];
      }),
    },
  ],
});
process.exitCode = missed === 0 ? 0 : 1;
