// `npm run bench:merge [-- --rounds 5 --length 10]`: proves a merge of two branches with the compiled migrator (build it first), from the start of the
// command to its end, with a scratch server that runs already. Every round has other files, so that nothing is remembered but the base of the first one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../measure.mjs';
import { EMBEDDED, record } from '../record.mjs';
import { writeBranches } from './write-branches.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, length: { type: 'string', default: '10' } },
});
const GOAL_SECONDS = 5;
const BIN = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));
const command = process.env.BENCH_MIGRATE?.split(' ') ?? [process.execPath, BIN];

const root = mkdtempSync(join(tmpdir(), 'bench-merge-'));
/** @type {number[]} */
const all = [];
/** @type {number[]} */
const proofs = [];
try {
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    writeBranches(root, Number(values.length), `round ${round}`);
    const began = performance.now();
    const [program = '', ...first] = command;
    const { status, stdout, stderr } = spawnSync(program, [...first, '--json', 'merge', '--check', 'shop'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const wall = performance.now() - began;
    if (status !== 0) throw new Error(`migrate merge --check ended with ${status}: ${stdout}${stderr}`);
    const { slices } = JSON.parse(stdout);
    // The first round starts the server.
    if (round === 0) continue;
    all.push(wall);
    proofs.push(slices[0].durationMs);
    console.log(`round ${round}: proven in ${seconds(slices[0].durationMs)}, the command took ${seconds(wall)}`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
const met = median(all) < GOAL_SECONDS * 1000;
console.log(
  `two branches of ${values.length} revisions over twenty tables, ${availableParallelism()} cores: proven in ${seconds(median(proofs))}, the command took ${seconds(median(all))} (median of ${all.length}; goal: under ${GOAL_SECONDS} s)`,
);
record('merge', {
  rounds: all.length,
  server: EMBEDDED,
  missed: met ? [] : [`the command took ${seconds(median(all))}, not < ${GOAL_SECONDS} s`],
  tables: [
    {
      columns: [`two branches of ${values.length} revisions, twenty tables`, 'median', 'from … to'],
      rows: [
        ['the proof: base, rows, both orders up and down', seconds(median(proofs)), range(proofs)],
        [`the whole command; goal: under ${GOAL_SECONDS} s`, `**${seconds(median(all))}**`, range(all)],
      ],
    },
  ],
});
process.exitCode = met ? 0 : 1;

/** @param {readonly number[]} times */
function range(times) {
  return `${seconds(Math.min(...times))} … ${seconds(Math.max(...times))}`;
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}
