// `npm run bench:scale`: a workspace of 100 slices and 5,000 revisions, checked by the command line and through Nx without its daemon.
// Goals on two cores: `migrate check` in 3 s, `check --staged` (the pre-commit hook) in 0.8 of the time of `drizzle-kit check` in the same rounds, `nx affected -t check` for one
// changed slice in 4 s. Exits with 1 when one is missed.
// `--rounds <n>` (5), `--slices <n>` (100), `--revisions <n>` of each (50). Method and figures: docs/benchmarks.md.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resetEmbedded } from '../../../packages/migrator/dist/adapters/embedded/reset-embedded.js';
import { median } from '../measure.mjs';
import { EMBEDDED, peer, record } from '../record.mjs';
import { label, writeWorkspace } from './write-workspace.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, slices: { type: 'string' }, revisions: { type: 'string' } },
});
const rounds = Number(values.rounds ?? 5);
const slices = Number(values.slices ?? 100);
const revisions = Number(values.revisions ?? 50);
/** One that no other depends on. */
const leaf = label(Math.min(slices - 1, slices >> 1));

const root = mkdtempSync(join(tmpdir(), 'braid-bench-scale-'));
/** @type {Map<string, number[]>} */
const taken = new Map();

/**
 * Runs a program to its end; under a name, its time counts.
 *
 * @param {readonly string[]} command
 * @param {string} [name]
 */
function run([program = '', ...args], name) {
  // With the first of these Node parses a bundle of certificates at every start.
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: __, ...env } = process.env;
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    env: { ...env, NO_COLOR: '1', NX_DAEMON: 'false' },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const spent = performance.now() - began;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  if (name !== undefined) taken.set(name, [...(taken.get(name) ?? []), spent]);
}

const COLD = 'migrate check, first';
const WARM = 'migrate check';
const STAGED = 'migrate check --staged, one changed schema';
const AFFECTED = 'nx affected -t check, one changed slice';
const BIN = 'migrate --slice …, nothing to do';
const NX = 'nx run …:migrate, nothing to do';
const GRAPH = 'nx show projects';
const PEER = 'drizzle-kit check';
const kit = (/** @type {readonly string[]} */ ...words) => [
  'drizzle-kit',
  ...words,
  '--dialect',
  'postgresql',
  '--out',
  './drizzle',
];

const before = loadavg()[0]?.toFixed(1);
try {
  writeWorkspace(root, slices, revisions);
  process.stderr.write('the workspace is written\n');
  run(['migrate', 'upgrade', 'heads']);
  run(['nx', 'show', 'projects']);
  // Its snapshot of all schemas, in a folder that git leaves out.
  run(kit('generate', '--schema', './features/*/src/schema.ts'));
  for (let round = 0; round < rounds; round += 1) {
    rmSync(join(root, '.braid/cache'), { recursive: true, force: true });
    run(['migrate', 'check'], COLD);
    run(['migrate', 'check'], WARM);
    run(['migrate', '--slice', leaf], BIN);
    run(['nx', 'run', `${leaf}:migrate`], NX);
    run(kit('check'), PEER);
    appendFileSync(join(root, `features/${leaf}/src/schema.ts`), `// ${round}\n`);
    execFileSync('git', ['add', '--all'], { cwd: root });
    run(['migrate', 'check', '--staged'], STAGED);
    execFileSync('git', ['commit', '--quiet', '--all', '--message', 'a change'], { cwd: root });
    run(['nx', 'affected', '-t', 'check', '--base=HEAD~1'], AFFECTED);
    run(['nx', 'show', 'projects'], GRAPH);
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  await resetEmbedded(join(root, '.braid/postgres')).catch(() => undefined);
  await resetEmbedded(join(root, '.braid/scratch')).catch(() => undefined);
  rmSync(root, { recursive: true, force: true });
}

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
const of = (/** @type {string} */ name) => median(taken.get(name) ?? []);
process.stdout.write(
  `| ${slices} slices, ${slices * revisions} revisions | median | from … to |\n| --- | --- | --- |\n`,
);
for (const [name, all] of taken) {
  process.stdout.write(
    `| \`${name}\` | ${seconds(median(all))} | ${seconds(Math.min(...all))} … ${seconds(Math.max(...all))} |\n`,
  );
}
process.stdout.write(`\nnx over the bin: ${seconds(of(NX) - of(BIN))}; load average ${before} before\n`);

const ratio = (/** @type {string} */ name) => {
  const peers = taken.get(PEER) ?? [];
  return median((taken.get(name) ?? []).map((wall, round) => wall / (peers[round] ?? wall)));
};
/** @type {ReadonlyMap<string, { found: string, goal: string, isMet: boolean }>} */
const goals = new Map(
  [
    [WARM, seconds(of(WARM)), '≤ 3 s', of(WARM) <= 3000],
    [STAGED, `${ratio(STAGED).toFixed(2)} of \`${PEER}\``, `≤ 0.8 of \`${PEER}\``, ratio(STAGED) <= 0.8],
    [AFFECTED, seconds(of(AFFECTED)), '≤ 4 s', of(AFFECTED) <= 4000],
  ].map(([name, found, goal, isMet]) => [
    String(name),
    { found: String(found), goal: String(goal), isMet: isMet === true },
  ]),
);
const missed = [...goals].flatMap(([name, { found, goal, isMet }]) =>
  isMet ? [] : [`${name}: ${found}, goal ${goal}`],
);
for (const each of missed) process.stdout.write(`MISSED: ${each}\n`);
record('scale', {
  rounds,
  missed,
  server: EMBEDDED,
  peers: [peer('nx'), peer('drizzle-kit')],
  tables: [
    {
      columns: [
        `${slices} slices, ${(slices * revisions).toLocaleString('en-US')} revisions`,
        'median',
        'from … to',
        `of \`${PEER}\``,
        'goal',
      ],
      rows: [...taken].map(([name, all]) => {
        const range = `${seconds(Math.min(...all))} … ${seconds(Math.max(...all))}`;
        return [`\`${name}\``, seconds(median(all)), range, ratio(name).toFixed(2), goals.get(name)?.goal ?? ''];
      }),
    },
  ],
});
process.exitCode = missed.length === 0 ? 0 : 1;
