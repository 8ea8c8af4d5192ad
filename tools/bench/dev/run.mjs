// `npm run bench:dev`: the loop of a developer. A save of a schema of 100 tables with `migrate dev`, beside `drizzle-kit push` (goal: half its time); another branch (goals: 1 s where it has a database,
// 2 s where one of 40 MB is cloned); and test databases: 40 test files on two workers of vitest with `useDatabase()`, beside the same files that migrate a database each (goal: at most a fifth of the
// time); a clone of 40 MB (goal: 2 s); what is left (goal: nothing). Exits with 1 when a goal is missed. `--part saves|switches|tests`, `--tables <n>` (100), `--files <n>` (40), `--rounds <n>` (3).
// Method and figures: docs/benchmarks.md.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beginTestRun } from '../../../packages/migrator/dist/adapters/test-databases/test-server.js';
import { startScratchServer } from '../apply/scratch-server.mjs';
import { measure, median } from '../measure.mjs';
import { peer, record } from '../record.mjs';
import { measureSaves } from './saves.mjs';
import { measureSwitches } from './switches.mjs';
import { testWorkspace } from './tests.mjs';

const GOALS = { save: 1 / 2, ratio: 1 / 5, cloneMs: 2_000, knownMs: 1_000 };
const { values } = parseArgs({
  options: {
    files: { type: 'string' },
    rounds: { type: 'string' },
    part: { type: 'string' },
    tables: { type: 'string' },
  },
});
const files = Number(values.files ?? 40);
const rounds = Number(values.rounds ?? 3);
const tables = Number(values.tables ?? 100);
const { part } = values;

const server = await startScratchServer();
/** @type {{ columns: string[], rows: string[][] }[]} */
const found = [];
/** @type {string[]} */
const missed = [];
try {
  console.log(
    `PostgreSQL ${server.version} ${server.place}, Node ${process.versions.node}; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const [name, measurePart] of Object.entries({ saves, switches, tests })) {
    if (part === undefined || part === name) await measurePart();
  }
  record('dev', {
    ...{ rounds, missed, tables: found, server: `PostgreSQL ${server.version} ${server.place}` },
    peers: ['drizzle-kit', 'vitest'].map(peer),
  });
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await server.stop();
}

async function saves() {
  const { dev, push, ratio } = await measureSaves(server.createDatabase, tables, rounds + 2);
  console.log(
    `A save of ${tables} tables: applied in ${Math.round(dev)} ms, by drizzle-kit push in ${Math.round(push)} ms: ${ratio.toFixed(2)} of it; goal ${GOALS.save}`,
  );
  if (ratio > GOALS.save) missed.push(`${ratio.toFixed(2)} of the time of drizzle-kit push, not ≤ ${GOALS.save}`);
  found.push({
    columns: [
      `a column is added to one of ${tables} tables`,
      'from the save until it is applied',
      'of the time of push',
    ],
    rows: [
      ['`drizzle-kit push`, run for the save', `${Math.round(push)} ms`, '1'],
      ['`migrate dev`, watching; goal: 0.5', `**${Math.round(dev)} ms**`, ratio.toFixed(2)],
    ],
  });
}

async function switches() {
  const { bytes, checkout, known, switched, made, raw } = await measureSwitches(rounds + 2);
  const size = `${Math.round(bytes / 1e6)} MB`;
  const ms = (/** @type {number} */ taken) => `${Math.round(taken)} ms`;
  const rows = /** @type {const} */ ([
    ['`git checkout` of a branch that has a database, with the hook', checkout, GOALS.knownMs],
    ['`migrate db branch` there', known, GOALS.knownMs],
    ['`migrate db switch`', switched, GOALS.knownMs],
    [`\`migrate db branch\` of a new branch: a clone of ${size}`, made, GOALS.cloneMs],
  ]);
  for (const [what, taken, goal] of rows) {
    console.log(`${what}: ${ms(taken)}; goal ${goal} ms`);
    if (taken > goal) missed.push(`${what} took ${ms(taken)}, not ≤ ${goal} ms`);
  }
  console.log(`The statement alone that copies ${size}: ${ms(raw)}`);
  found.push({
    columns: ['another branch, on the embedded server', 'measured', 'goal'],
    rows: [
      ...rows.map(([what, taken, goal]) => [what, `**${ms(taken)}**`, `${goal} ms`]),
      ['the statement alone that copies it', ms(raw), ''],
    ],
  });
}

async function tests() {
  const workspace = testWorkspace(files, 'orders');
  try {
    await measureTests(workspace);
  } finally {
    workspace.remove();
  }
}

/** @param {{ readonly root: string }} workspace */
async function measureTests(workspace) {
  const url = await server.createDatabase('bench_dev');
  for (const isolate of [true, false]) measureFiles(workspace.root, url, isolate);

  await server.query(
    'bench_dev',
    "create table big as select n, repeat('x', 1000) as text from generate_series(1, 36000) n",
  );
  const [size] = await server.query('bench_dev', 'select pg_database_size(current_database()) as bytes');
  const from = await server.createDatabase('bench_other');
  const run = await beginTestRun({ url: from, source: 'bench' });
  /** @type {number[]} */
  const taken = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    const clone = await run.clone('bench_dev');
    taken.push(performance.now() - began);
    await clone.close();
  }
  await run.end();
  const clone = Math.round(median(taken));
  console.log(`A clone of ${Math.round(Number(size) / 1e6)} MB: ${clone} ms; goal ${GOALS.cloneMs} ms`);

  const left = await server.query(
    'bench_other',
    "select datname from pg_database where datname ~ '^(braid_test_[0-9a-f]{8}_|braid_scratch_|bench_[0-9a-f]{8})'",
  );
  console.log(`${left.length} databases are left; goal 0`);
  if (clone > GOALS.cloneMs) missed.push(`a clone took ${clone} ms, not ≤ ${GOALS.cloneMs} ms`);
  if (left.length > 0) missed.push(`${left.length} databases were left`);
  found.push({
    columns: ['besides', 'measured', 'goal'],
    rows: [
      [`a clone of ${Math.round(Number(size) / 1e6)} MB`, `${clone} ms`, `${GOALS.cloneMs} ms`],
      ['databases that are left', String(left.length), '0'],
    ],
  });
}

/**
 * With `isolate` vitest starts a process for each file, which is its default; else each worker loads modules once.
 *
 * @param {string} root @param {string} url @param {boolean} isolate
 */
function measureFiles(root, url, isolate) {
  const vitest = (/** @type {string} */ kind, /** @type {string} */ setup) => ({
    name: kind,
    command: process.execPath,
    args: [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...(isolate ? [] : ['--no-isolate'])],
    cwd: root,
    env: { TEST_DATABASE_URL: url, BENCH_FILES: `${kind}/*.spec.mjs`, BENCH_SETUP: setup },
  });
  const [migrated, cloned, empty] = measure(
    [vitest('migrated', 'off'), vitest('cloned', 'on'), vitest('empty', 'off')],
    rounds,
  );
  const ratio = cloned?.ratio ?? 1;
  const own = empty?.wall ?? 0;
  const net = ((cloned?.wall ?? 0) - own) / ((migrated?.wall ?? 1) - own);
  const how = isolate ? 'a process for each' : '`isolate: false`';
  console.log(
    `${files} test files on two workers, ${how}: ${seconds(cloned?.wall)} with useDatabase(), ${seconds(migrated?.wall)} when each migrates: ${ratio.toFixed(2)} of it; goal ${GOALS.ratio}. Without databases ${seconds(own)}: what databases cost is ${net.toFixed(2)} of it`,
  );
  if (ratio > GOALS.ratio) missed.push(`${ratio.toFixed(2)} of the time of migrating (${how}), not ≤ ${GOALS.ratio}`);
  found.push({
    columns: [
      `${files} test files on two workers of vitest, ${how}`,
      'the whole run',
      'of the time of migrating',
      'without what vitest takes itself',
    ],
    rows: [
      ['each file migrates a database, 42 revisions', seconds(migrated?.wall), '1', '1'],
      [
        'each file has a clone: `useDatabase()`; goal: 0.2',
        `**${seconds(cloned?.wall)}**`,
        ratio.toFixed(2),
        net.toFixed(2),
      ],
      ['no file has a database', seconds(own), (own / (migrated?.wall ?? 1)).toFixed(2), '0'],
    ],
  });
}

/** @param {number | undefined} ms */
function seconds(ms = Number.NaN) {
  return `${(ms / 1000).toFixed(1)} s`;
}
