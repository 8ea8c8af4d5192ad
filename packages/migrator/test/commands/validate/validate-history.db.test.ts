import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { validateText } from '../../../src/cli/commands/gates/validate.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import { type ValidateOptions, validate } from '../../../src/commands/validate/validate.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import type { ProofListener } from '../../../src/proof/proof-event.ts';
import { Subject } from '../../../src/proof/round-trip/subject.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { type SmallRevision, smallWorkspace, withoutSchemas } from '../small-workspace.ts';

const step = (id: string, slice: string, up: string, header = ''): SmallRevision => ({
  id: id.repeat(12),
  slice,
  header: header.replace(/\b[a-z]$/gm, (letter) => letter.repeat(12)),
  up,
  down: '-- migrate:downgrade irreversible="of no interest"',
});

function open(revisions: readonly SmallRevision[]) {
  const root = smallWorkspace(revisions);
  const tools = proofTools(root);
  onTestFinished(() => tools.close());
  const workspace = openWorkspace(root);
  const bench = {
    workspace,
    graph: () => buildGraph(workspace.readHeaders()),
    proofs: async () => tools,
    files: openRevisionFiles(root),
    ...withoutSchemas,
    changes: () => Promise.reject(new Error('no git here')),
    runner: { ...tools, options: tools.runnerOptions, onEvent: () => undefined, runs: 'validate' },
  };
  const run = (options?: ValidateOptions, onEvent?: ProofListener) => validate(bench, { seed: 1, ...options }, onEvent);
  return Object.assign(run, { tools, root });
}

const fx = step('a', 'fx', 'create table acc (id int primary key);', '-- branch-label: fx\n');
const fy = step(
  'b',
  'fy',
  'create table notes (acc_id int references acc);',
  '-- branch-label: fy\n-- depends-on: a\n',
);
const rename = step('c', 'fx', 'alter table acc rename to accounts;', '-- revises: a\n');

test('what fails in another order than the one that happened is found, and the edge that is missing repairs it', async () => {
  const bad = await open([fx, fy, rename])();
  expect(bad).toMatchObject({ proven: 3, failed: 0, history: { verdict: 'failed', seed: 1 } });
  expect(bad.history?.problem).toMatchObject({ code: 'history-order-failed', slice: 'fy' });
  expect(validateText(bad, PLAIN)).toContain('relation "acc" does not exist');
  const ordered = step('c', 'fx', 'alter table acc rename to accounts;', '-- revises: a\n-- depends-on: b\n');
  const good = await open([fx, fy, ordered])();
  expect(good.history).toMatchObject({ verdict: 'proven', cached: false, problem: null, orders: ['plan'] });
});

test('orders that end with different schemas are found', async () => {
  const one = step('c', 'fx', "comment on table acc is 'x';", '-- revises: a\n');
  const other = step('d', 'fy', "comment on table acc is 'y';", '-- revises: b\n');
  const { history } = await open([fx, fy, one, other])();
  expect(history).toMatchObject({ verdict: 'failed', problem: { code: 'history-orders-differ' } });
  expect(history?.problem?.message).toContain('comment');
});

/** How many databases the whole history is built in at the same time, and which orders are reported. */
async function together(revisions: readonly SmallRevision[]) {
  const run = open(revisions);
  await run();
  const { server } = run.tools;
  const { withDatabase } = server;
  let [now, most] = [0, 0];
  const counted: typeof withDatabase = async (template, work) => {
    now += 1;
    most = Math.max(most, now);
    try {
      return await withDatabase(template, work);
    } finally {
      now -= 1;
    }
  };
  Object.assign(server, { withDatabase: counted });
  const told: string[] = [];
  Object.assign(run.tools, { forgetful: true });
  const again = await run({ seed: 2 }, (event) => {
    if (event.type === 'order-proven') told.push(`${event.n}/${event.of} ${event.order}`);
  });
  expect(again.history).toMatchObject({ verdict: 'proven', cached: false });
  const orders = again.history?.orders ?? [];
  expect(orders.length).toBeGreaterThan(1);
  expect(told).toEqual(orders.map((name, at) => `${at + 1}/${orders.length} ${name}`));
  return most;
}

test('orders are built at the same time and told in their order, but one at a time where all databases share what they change', async () => {
  const free = step('c', 'fz', 'create table free ();', '-- branch-label: fz\n');
  expect(await together([fx, fy, free])).toBe(2);
  const noted = `do $$ begin execute format('comment on database %I is %L', current_database(), 'noted'); end $$;`;
  expect(await together([fx, fy, { ...free, up: `${free.up}\n${noted}` }])).toBe(1);
});

test('what was proven is known until a file changes; the seed repeats the orders', async () => {
  const free = step('c', 'fz', 'create table free ();', '-- branch-label: fz\n');
  const run = open([fx, fy, free]);
  const first = await run();
  expect(first.history).toMatchObject({ verdict: 'proven', cached: false });
  expect(first.history?.orders.length).toBeGreaterThan(1);
  expect((await run()).history).toMatchObject({ cached: true, orders: first.history?.orders });
  expect((await run({ cache: false })).history).toMatchObject({ cached: false, orders: first.history?.orders });
});

test('what all heads make is kept for those who ask for it next', async () => {
  const free = step('c', 'fz', 'create table free ();', '-- branch-label: fz\n');
  const run = open([fx, fy, free]);
  await run();
  const subject = new Subject(run.tools);
  // `acc` is below the notes of another slice.
  const heads = ['b', 'c'].map((id) => id.repeat(12));
  const key = subject.keys().state(heads);
  expect(subject.headsOf(subject.graph.heads)).toEqual(heads);
  expect(await run.tools.server.templates()).toContainEqual({ key, heads });
  await run.tools.server.withDatabase(key, async (database, template) => {
    expect(template).toBe(key);
    const [all] = await database.query('select count(*)::int as applied from braid.applied');
    expect([all, (await database.readTables()).map(({ name }) => name)]).toEqual([
      { applied: 3 },
      ['acc', 'free', 'notes'],
    ]);
  });
});

test('a part of the history is not a whole, and where a revision fails the whole is not tried', async () => {
  const run = open([fx, fy, step('c', 'fx', 'select 1 / 0;', '-- revises: a\n')]);
  expect((await run({ slice: 'fy' })).history).toBeNull();
  expect((await run()).history).toMatchObject({ verdict: 'not-tried' });
});

test('another server, a setting, an edited file and CI make the whole be built again', async () => {
  const free = step('c', 'fz', 'create table free ();', '-- branch-label: fz\n');
  const run = open([fx, fy, free]);
  const isKnown = async () => (await run()).history?.cached;
  await run();
  expect(await isKnown()).toBe(true);
  Object.assign(run.tools, { settings: '{"args":{"x":"1"}}' });
  expect([await isKnown(), await isKnown()]).toEqual([false, true]);
  Object.assign(run.tools, { toolVersion: `${run.tools.toolVersion}x` });
  expect([await isKnown(), await isKnown()]).toEqual([false, true]);
  const { version } = run.tools.server;
  Object.assign(run.tools.server, { version: async () => '17.2' });
  expect([await isKnown(), await isKnown()]).toEqual([false, true]);
  Object.assign(run.tools.server, { version });
  appendFileSync(join(run.root, 'features/fz/migrations/20260103T000000_cccccccccccc_step.sql'), '-- a word\n');
  expect([await isKnown(), await isKnown()]).toEqual([false, true]);
  Object.assign(run.tools, { forgetful: true });
  expect([await isKnown(), await isKnown()]).toEqual([false, false]);
});

test('what code was made of is in no checksum: a revision that imports files is never known', async () => {
  const free = step('c', 'fz', 'create table free ();', '-- branch-label: fz\n');
  const run = open([fx, free]);
  const file = 'features/fx/migrations/20260104T000000_dddddddddddd_data.ts';
  const code =
    '\nexport async function upgrade(op) { await op.execute(text); }\nexport async function downgrade() {}\n';
  const header = '// revision: dddddddddddd\n// revises: aaaaaaaaaaaa\n// message: data\n';
  writeFileSync(join(run.root, 'features/fx/migrations/text.mjs'), "export const text = 'select 1';");
  writeFileSync(join(run.root, file), `${header}import { text } from './text.mjs';${code}`);
  await run();
  expect(await run()).toMatchObject({ cached: 2, history: { cached: false } });
  writeFileSync(join(run.root, file), `${header}const text = 'select 1';${code}`);
  await run();
  expect(await run()).toMatchObject({ cached: 3, history: { cached: true } });
});
