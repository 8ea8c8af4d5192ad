import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { snapshot } from '../../../src/commands/snapshot/snapshot.ts';
import { validate } from '../../../src/commands/validate/validate.ts';
import { createProver } from '../../../src/proof/prover.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { longTest as test } from '../../support/sample.ts';
import { demoWorkspace, shareDemo } from '../revision/revision-kit.ts';

shareDemo();

const SHOP =
  "export const a = p.pgTable('a', { id: p.integer().primaryKey(), n: p.integer(), t: p.text().notNull().default('x') }, (t) => [p.index('by_n').on(t.n)]);";

/** Two slices with a revision each, and the commands of both gates. */
async function written() {
  const demo = demoWorkspace({
    shop: SHOP,
    news: "export const b = p.pgTable('b', { id: p.integer().primaryKey() });",
  });
  const tools = proofTools(demo.root);
  onTestFinished(() => tools.close());
  await revision(demo.bench(), { message: 'start' });
  const bench = () => {
    const now = { ...tools, workspace: openWorkspace(demo.root) };
    const runner = { ...now, options: now.runnerOptions, onEvent: () => undefined, runs: 'validate' };
    return { ...demo.bench(), proofs: async () => now, prover: async () => createProver(now), runner };
  };
  const [file = ''] = demo.migrations('shop');
  const path = join(demo.root, 'features/shop/migrations', file);
  const text = readFileSync(path, 'utf8');
  return {
    demo,
    tools,
    text,
    edit: (from: string | RegExp, to: string) => writeFileSync(path, text.replace(from, to)),
    history: async () => (await validate(bench(), { seed: 1 })).history,
    found: async () => (await check(bench())).findings.map(({ code }) => code),
    wholeProven: async () => (await check(bench())).wholeProven,
    record: async () => (await snapshot(bench(), { slices: ['shop'] })).snapshots[0]?.pending,
  };
}

test('a file that was edited after its snapshot is invisible to check, and found by validate', async () => {
  const { edit, history, found, record } = await written();
  for (const [from, to, thing] of [
    ['"n" integer', '"n" integer, "more" text', '+ column a.more'],
    [/"n" integer,\n\t|CREATE INDEX .*\n/g, '', '- column a.n, - index a.by_n'],
    ["DEFAULT 'x'", "DEFAULT 'y'", '~ column a.t'],
    ['"n" integer', '"n" smallint', '~ column a.n'],
  ] as const) {
    edit(from, to);
    expect(await found()).toEqual([]);
    expect(await history()).toMatchObject({
      verdict: 'failed',
      problem: {
        code: 'snapshot-not-built',
        slice: 'shop',
        message: expect.stringContaining(thing),
        repair: 'Record what the revisions build: migrate snapshot --slice shop',
      },
    });
  }
  // What it says repairs it: the difference is then one between schema and revisions, which `revision` writes.
  expect(await record()).toEqual(['~ column a.n']);
  expect(await history()).toMatchObject({ verdict: 'proven', problem: null });
  expect(await found()).toEqual(['schema-changed']);
});

test('snapshots are compared with what was just built, and what makes the same is built once', async () => {
  const { tools, history } = await written();
  await history();
  const { withDatabase } = tools.server;
  let databases = 0;
  const counted: typeof withDatabase = (...given) => {
    databases += 1;
    return withDatabase(...given);
  };
  Object.assign(tools.server, { withDatabase: counted });
  Object.assign(tools, { forgetful: true });
  const { verdict, cached, orders } = (await history()) ?? {};
  expect({ verdict, cached }).toEqual({ verdict: 'proven', cached: false });
  // One for each order, and one for what the schemas say.
  expect(databases).toBe((orders?.length ?? 0) + 1);
});

test('a snapshot that was edited; what was compared is known until a snapshot changes', async () => {
  const { demo, history, found, wholeProven } = await written();
  expect(await wholeProven()).toBe(false);
  expect(await history()).toMatchObject({ verdict: 'proven', cached: false, snapshotsNotCompared: null });
  expect(await wholeProven()).toBe(true);
  expect(await history()).toMatchObject({ verdict: 'proven', cached: true });
  const [id = ''] = /[0-9a-f]{12}/.exec(demo.migrations('shop')[0] ?? '') ?? [];
  const file = `features/shop/migrations/snapshots/${id}.json`;
  const right = demo.read(file);
  // Snapshot and schema err alike, as after a conflict that was resolved in a hurry.
  demo.write(file, right.replace('"name": "n", "type": "integer"', '"name": "n", "type": "bigint"'));
  demo.schema('shop', SHOP.replace('n: p.integer()', "n: p.bigint({ mode: 'number' })"));
  expect(await found()).toEqual([]);
  expect(await wholeProven()).toBe(false);
  expect(await history()).toMatchObject({ verdict: 'failed', problem: { code: 'snapshot-not-built' } });
  demo.write(file, right);
  expect(await history()).toMatchObject({ verdict: 'proven', cached: true });
  // What cannot be compared is said, and is not known again.
  demo.write(file, '{');
  expect(await history()).toMatchObject({ verdict: 'proven', snapshotsNotCompared: expect.stringContaining('JSON') });
  expect(await history()).toMatchObject({ snapshotsNotCompared: expect.any(String) });
});
