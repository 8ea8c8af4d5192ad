import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { CheckBench } from '../../../src/commands/check/check-bench.ts';
import { schemaFindings } from '../../../src/commands/check/schema-findings.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { runCli } from '../../cli/run-cli.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision/revision-kit.ts';

shareDemo();

const COMMON = `export const auth = p.pgSchema('auth').existing();
export const users = p.pgTable('users', { id: p.integer().primaryKey(), name: p.text() });`;
const ORDERS = `import { auth, users } from '@demo/common/schema';
export const orders = p.pgTable('orders', { id: p.integer().primaryKey(), author: p.integer().references(() => users.id) });`;
const NOTES = "export const notes = p.pgTable('notes', { id: p.integer().primaryKey() });";

let demo: DemoWorkspace;

beforeEach(async () => {
  demo = demoWorkspace({ common: COMMON, notes: NOTES, orders: ORDERS });
  await revision(demo.bench(), { message: 'start', unproven: 'no server here' });
});

/** The bench, and the slices of each load that it is asked for. */
function watched(): { readonly bench: CheckBench; readonly loads: (readonly string[])[] } {
  const bench = demo.bench();
  const loads: (readonly string[])[] = [];
  const { differ } = demo;
  const load: typeof differ.load = (slices, others) => {
    loads.push(slices.map(({ label }) => label));
    return differ.load(slices, others);
  };
  return {
    bench: {
      ...bench,
      differ: async () => ({
        load,
        statements: (change) => differ.statements(change),
        judgeDefaults: differ.judgeDefaults.bind(differ),
      }),
    },
    loads,
  };
}

const quick = async (...only: readonly string[]) => {
  const { bench, loads } = watched();
  const { findings } = await schemaFindings(bench, { only: new Set(only), quick: true });
  expect(findings).toEqual((await schemaFindings(demo.bench(), { only: new Set(only) })).findings);
  return { findings: findings.map(({ code, slice }) => [code, slice]), loads };
};

test('only the schema files of the slices in question are loaded, and what changed in them is found', async () => {
  expect(await quick('orders')).toEqual({ findings: [], loads: [['orders']] });
  demo.schema('orders', ORDERS.replace('author:', 'note: p.text(), author:'));
  expect(await quick('orders')).toEqual({ findings: [['schema-changed', 'orders']], loads: [['orders']] });
  expect(await quick('notes', 'orders')).toMatchObject({ loads: [['notes', 'orders']] });
});

test('a slice whose snapshot is missing is loaded as well', async () => {
  rmSync(join(demo.root, 'features/notes/migrations/snapshots'), { recursive: true });
  expect(await quick('orders')).toEqual({ findings: [], loads: [['notes', 'orders']] });
});

test('what only a schema file says of another slice is not a fault: all are loaded before anything is said', async () => {
  demo.schema('orders', `${ORDERS}\nexport const logins = auth.table('logins', { id: p.integer().primaryKey() });`);
  expect(await quick('orders')).toEqual({
    findings: [['schema-changed', 'orders']],
    loads: [['orders'], ['common', 'notes', 'orders']],
  });
});

test('a table that another slice owns, or has left behind, is a fault as it is when all are loaded', async () => {
  demo.schema('orders', `${ORDERS}\n${NOTES}`);
  expect((await quick('orders')).findings).toEqual([['schema-duplicate', null]]);
  demo.schema('notes', "export const others = p.pgTable('others', { id: p.integer().primaryKey() });");
  expect((await quick('notes', 'orders')).findings).toHaveLength(1);
});

test('a schema file of another slice that cannot be loaded is said: without it nothing was compared', async () => {
  demo.schema('common', 'export const = 1;');
  expect((await quick('orders')).findings).toEqual([['schema-file-syntax', null]]);
  const { exitCode, stdout } = await runCli(['check', '--slice', 'orders'], { cwd: demo.root });
  expect(exitCode).toBe(3);
  expect(stdout).toContain('[schema-file-syntax] features/common/src/schema.ts:3');
  demo.schema('notes', 'export const = 2;');
  expect((await quick('notes')).findings).toHaveLength(1);
});

test.each([
  ["p.index('alone').on(notes.id)", 'index'],
  ["p.uniqueIndex('alone').on(notes.id)", 'index'],
  ["p.unique('alone').on(notes.id)", 'unique constraint'],
  ["p.check('alone', sql`id > 0`)", 'check'],
])('%s, exported by itself, would do nothing: check finds it, with exit code 3', async (part, kind) => {
  demo.schema('notes', `${NOTES}\nexport const alone = ${part};`);
  const { findings } = await schemaFindings(demo.bench(), { only: new Set(['notes', 'orders', 'common']) });
  expect(findings).toMatchObject([
    {
      code: 'schema-loose-export',
      slice: 'notes',
      message: expect.stringMatching(new RegExp(`"alone" is an? ${kind}`)),
    },
  ]);
  const { exitCode, stdout, stderr } = await runCli(['check'], { cwd: demo.root });
  expect(exitCode).toBe(3);
  expect(stdout + stderr).toContain('schema-loose-export');
});
