// `npm run bench:startup`: what the command line costs before it does anything, against an empty Node process in the same run.
// Goals: `--version` and `heads` on the reference workspace at most 1.5 times `node -e 0`, what `nx run <slice>:migrate` starts at most 1.6 times.
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';
import { record } from './record.mjs';

const ROUNDS = Number(process.argv[2] ?? 15);
const workspace = fileURLToPath(new URL('../..', import.meta.url));
const bin = fileURLToPath(new URL('../../packages/migrator/bin/migrate.cjs', import.meta.url));
const node = process.execPath;

let runs = 0;

/** @param {readonly string[]} args */
const migrate = (...args) => ({
  name: `migrate ${args.join(' ')}`,
  command: node,
  args: [bin, ...args],
  cwd: workspace,
});

const GOALS = new Map([
  ['migrate --version', 1.5],
  ['migrate heads', 1.5],
  ['migrate --slice events heads', 1.6],
]);

const measured = measure(
  [
    { name: 'node -e 0', command: node, args: ['-e', '0'] },
    migrate('--version'),
    migrate('heads'),
    {
      ...migrate('heads', '--resolve-dependencies'),
      name: 'migrate heads, after a change',
      // An answer of another environment does not count, nor does it take the place of the first one's.
      get env() {
        runs += 1;
        return { BRAID_BENCH_RUN: String(runs) };
      },
    },
    // As Nx runs it, with a word before the command.
    migrate('--slice', 'events', 'heads'),
    migrate('--help'),
  ],
  ROUNDS,
);

console.log(`medians of ${ROUNDS} interleaved rounds\n`);
console.log(`${'command'.padEnd(32)}    ms   least   ratio   goal`);
let missed = 0;
for (const { name, wall, least, ratio } of measured) {
  const goal = GOALS.get(name);
  if (goal !== undefined && ratio > goal) missed += 1;
  const verdict = goal === undefined ? '' : `  ≤ ${goal.toFixed(1)}${ratio > goal ? '  MISSED' : ''}`;
  console.log(
    `${name.padEnd(32)}${wall.toFixed(0).padStart(6)}${least.toFixed(0).padStart(8)}${ratio.toFixed(2).padStart(8)}${verdict}`,
  );
}
record('startup', {
  rounds: ROUNDS,
  missed: measured.flatMap(({ name, ratio }) => {
    const goal = GOALS.get(name);
    return goal !== undefined && ratio > goal ? [`${name}: ${ratio.toFixed(2)}, not ≤ ${goal}`] : [];
  }),
  tables: [
    {
      columns: ['command', 'ms', 'quickest', 'against `node -e 0`', 'goal'],
      rows: measured.map(({ name, wall, least, ratio }) => [
        ...[`\`${name}\``, wall.toFixed(0), least.toFixed(0), ratio.toFixed(2), String(GOALS.get(name) ?? '')],
      ]),
    },
  ],
});
process.exitCode = missed === 0 ? 0 : 1;
