import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { smallWorkspace } from '../small-workspace.ts';

const root = () =>
  smallWorkspace([
    {
      id: 'u1',
      slice: 'users',
      header: '-- branch-label: users\n',
      up: 'create table u1 (id int);',
      down: '-- migrate:downgrade lossy="all users"\ndrop table u1;',
    },
    {
      id: 'u2',
      slice: 'users',
      header: '-- revises: u1\n-- ticket: SHOP-12\n-- impact: old clients: none\n',
      up: 'alter table u1 add x int;',
      down: '-- migrate:downgrade\nalter table u1 drop x;',
    },
    {
      id: 'e1',
      slice: 'events',
      header: '-- branch-label: events\n-- depends-on: u1\n',
      up: 'create index e1 on u1 (id);',
      down: '-- migrate:downgrade\ndrop index e1;',
    },
  ]);

test('a plan runs as it was made, or is refused, and what changed is named', async () => {
  const cwd = root();
  const [database, other] = [await freshDatabase(), await freshDatabase()];
  const at = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd });
  const json = async (...argv: readonly string[]) => JSON.parse((await at(...argv, '--json', '-q')).stdout);
  const file = join(cwd, 'plan.json');

  await at('upgrade', 'u1');
  expect((await at('plan', '--detailed-exitcode')).exitCode).toBe(3);
  const plan = await json('plan', 'heads', '--out', 'plan.json');
  expect(plan).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  expect(plan).toMatchObject({
    direction: 'upgrade',
    headsBefore: ['u1'],
    heads: ['e1', 'u2'],
    applied: { u1: expect.stringMatching(/^[0-9a-f]{64}$/) },
    steps: [
      { revision: 'e1', statements: 1, locks: [{ table: 'u1', stops: 'writes' }] },
      {
        revision: 'u2',
        locks: [{ table: 'u1', stops: 'all' }],
        notes: { ticket: 'SHOP-12', impact: 'old clients: none', performance: null, rollback: null },
      },
    ],
  });
  expect((await at('plan')).stdout).toMatch(/u2.*\n.*ticket: SHOP-12\n.*impact: old clients: none\n/);
  const run = () => json('upgrade', '--plan-file', 'plan.json');
  const changed = (what: object) => ({
    error: { code: 'plan-changed', facts: { changes: [expect.objectContaining(what)] } },
  });

  // Another database.
  const elsewhere = await runCli(['upgrade', '--plan-file', file, '--url', other.url, '--json'], { cwd });
  expect(elsewhere.exitCode).toBe(1);
  expect(JSON.parse(elsewhere.stdout)).toMatchObject(changed({ what: 'database' }));
  // Edited by hand; formatted again it is the same plan.
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('"targets": [\n    "heads"', '"targets": [\n    "users@head"'),
  );
  expect(await run()).toMatchObject({ error: { code: 'plan-file-invalid' } });
  writeFileSync(file, JSON.stringify(plan));
  // A file of the plan edited.
  const sql = join(cwd, plan.steps[1].file);
  const text = readFileSync(sql, 'utf8');
  writeFileSync(sql, text.replace('add x int', 'add x bigint'));
  expect(await run()).toMatchObject(changed({ what: 'file', revision: 'u2' }));
  writeFileSync(sql, text);
  // The other direction, a target besides, no plan at all.
  expect(await json('downgrade', '--plan-file', 'plan.json')).toMatchObject({
    error: { code: 'usage', hint: 'migrate upgrade --plan-file plan.json' },
  });
  expect(await json('upgrade', 'u2', '--plan-file', 'plan.json')).toMatchObject({ error: { code: 'usage' } });
  expect(await json('upgrade', '--plan-file', 'slice.json')).toMatchObject({ error: { code: 'document' } });
  expect(await json('current')).toMatchObject({ current: [{ revision: 'u1' }] });

  // As it was made; and only once.
  expect(await run()).toMatchObject({ revisions: [{ revision: 'e1' }, { revision: 'u2' }], heads: ['e1', 'u2'] });
  expect(await run()).toMatchObject({
    error: { code: 'plan-changed', facts: { changes: [{ revision: 'e1' }, { revision: 'u2' }] } },
  });
  expect((await at('plan', '--detailed-exitcode')).exitCode).toBe(0);

  // Down, refused after somebody came first, and up again.
  const back = await json('plan', '--downgrade', 'users@base', '--out', 'back.json');
  expect(back.steps.map(({ revision, lossy }: Record<string, unknown>) => [revision, lossy])).toEqual([
    ['u2', null],
    ['e1', null],
    ['u1', 'all users'],
  ]);
  // What the way back does to a database in use, with all that is applied below it.
  expect(back.steps.map(({ findings }: { findings: { rule: string }[] }) => findings.map(({ rule }) => rule))).toEqual([
    ['drop-column', 'lossy-unmarked'],
    ['drop-index-not-concurrent'],
    ['drop-table'],
  ]);
  expect((await at('plan', '--downgrade', 'users@base')).stdout).toContain('[drop-column] line');
  // The table of the index is known to the catalog alone.
  expect(back.steps[1].locks).toEqual([{ table: 'u1', stops: 'all' }]);
  await at('downgrade', 'events@-1');
  expect(await json('downgrade', '--plan-file', 'back.json')).toMatchObject(
    changed({ what: 'applied', revision: 'e1' }),
  );
  await at('upgrade');
  expect(await json('downgrade', '--plan-file', 'back.json')).toMatchObject({ heads: [] });
  expect(await run()).toMatchObject({ error: { code: 'plan-changed' } });
  expect(await json('upgrade')).toMatchObject({ heads: ['e1', 'u2'] });
});

test('a plan says how each revision runs, without running its code', async () => {
  const cwd = smallWorkspace([]);
  const slice = join(cwd, 'features/users');
  mkdirSync(join(slice, 'migrations'), { recursive: true });
  writeFileSync(join(slice, 'slice.json'), '{ "label": "users", "schema": null }');
  const write = (name: string, text: string) => writeFileSync(join(slice, 'migrations', name), text);
  const sql = (id: string, header: string, options: string, up: string) =>
    write(
      `${id}.sql`,
      `-- revision: ${id}\n${header}-- message: ${id}\n\n-- migrate:upgrade${options}\n${up}\n\n-- migrate:downgrade\n`,
    );
  sql('a1', '-- branch-label: users\n', '', 'create table a1 (id int primary key, n int);');
  sql('a2', '-- revises: a1\n', ' transaction=off', 'create index concurrently a2 on a1 (n);');
  sql('a3', '-- revises: a2\n', ' batch="a1(id)"', 'update a1 set n = 1 where id > :from and id <= :to;');
  const code = (id: string, revises: string, marker: string, text: string) =>
    write(
      `${id}.ts`,
      `// revision: ${id}\n// revises: ${revises}\n// message: ${id}\n${marker}throw new Error('loaded');\n${text}\nexport const downgrade = () => {};\n`,
    );
  const batch = "export const batch = { table: 'a1', key: 'id' };\n";
  code('a4', 'a3', '', `${batch}export async function upgrade(op, { from, to }) {}`);
  code('a5', 'a4', '// migrate:upgrade transaction=steps\n', 'export async function upgrade(op) {}');
  code('a6', 'a5', '', 'export async function upgrade(op) {}');
  code('a7', 'a6', '', `${batch}export const upgrade = made();`);
  const { url } = await freshDatabase();
  const { stdout } = await runCli(['plan', '--url', url, '--json', '-q'], { cwd });
  const { steps }: { steps: { revision: string; runs: string; transaction: boolean }[] } = JSON.parse(stdout);
  expect(steps.map(({ revision, runs, transaction }) => [revision, runs, transaction])).toEqual([
    ['a1', 'transaction', true],
    ['a2', 'statements', false],
    ['a3', 'batches', false],
    ['a4', 'batches', false],
    ['a5', 'steps', false],
    ['a6', 'transaction', true],
    ['a7', 'unknown', false],
  ]);
  const text = (await runCli(['plan', '--url', url], { cwd })).stdout;
  expect(text.match(/^ {4}(not in|in batches|step by step).*$/gm)).toEqual([
    '    not in a transaction: statement by statement',
    '    in batches of rows, each in its own transaction',
    '    in batches of rows, each in its own transaction',
    '    step by step, each in its own transaction',
    '    in batches of rows or in one transaction; known when its code is loaded',
  ]);
});
