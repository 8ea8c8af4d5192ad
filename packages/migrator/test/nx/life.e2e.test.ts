import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopEmbedded } from '../../src/adapters/embedded/stop-embedded.ts';
import { createDatabase, type FreshDatabase } from '../support/fresh-database.ts';
import { runShell } from '../support/run-shell.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';
import { linkModules } from '../support/workspaces/link-modules.ts';

// One workspace, from nothing to a merge, by Nx alone. The tests are its days, in order.

let root = '';
let database: FreshDatabase;

beforeAll(async () => {
  database = await createDatabase();
  root = makeTempDir('braid-nx-life-');
  write('nx.json', '{}\n');
  write('package.json', '{\n  "name": "@acme/source",\n  "private": true,\n  "type": "module"\n}\n');
  linkModules(root, { '@acme/billing': 'features/billing', '@acme/orders': 'features/orders' });
  run('git init -q -b main && git config user.name Ada && git config user.email ada@example.org');
});

afterAll(async () => {
  await stopEmbedded(join(root, '.braid/scratch'));
  removeTempDir(root);
  await database.drop();
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function edit(path: string, before: string, after: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  expect(text).toContain(before);
  write(path, text.replace(before, after));
}

function attempt(command: string) {
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  return runShell(`${command} 2>&1`, root, { PATH, DATABASE_URL: database.url });
}

/** What a command prints that has to succeed. */
function run(command: string): string {
  const { status, stdout } = attempt(command);
  expect(status, `${command}\n${stdout}`).toBe(0);
  return stdout;
}

function commit(what: string): void {
  run(`git add . && git commit -qm "${what}"`);
}

/** The tasks that Nx ran, and those whose results it had. */
function tasks(output: string): { readonly ran: readonly string[]; readonly cached: readonly string[] } {
  const all = [...output.matchAll(/nx run (?:@acme\/)?(\w+:\w+)(.*)/g)];
  const isCached = (rest: string | undefined) => /cache/.test(rest ?? '');
  const names = (cached: boolean) =>
    all.filter(([, , rest]) => isCached(rest) === cached).map(([, name]) => name ?? '');
  return { ran: names(false).sort(), cached: names(true).sort() };
}

test('generators make a workspace with two slices', () => {
  expect(run('nx g @braid/migrator:init')).toContain('UPDATE nx.json');
  run('nx g @braid/migrator:slice billing');
  run('nx g @braid/migrator:slice orders');
  expect(attempt('nx g @braid/migrator:slice orders').stdout).toContain('The folder features/orders already exists.');
  // Nothing but its revisions ties this one to another.
  write('features/audit/slice.json', '{ "label": "audit", "schema": null }\n');
});

test('options pass through nx run, and a foreign key makes a dependency', () => {
  expect(run('nx run billing:revision -- -m "the first bills"')).toContain('-- message: the first bills');
  edit('features/orders/src/schema.ts', 'import {', "import { billing } from '@acme/billing/schema';\nimport {");
  const bill = "  bill: bigint({ mode: 'number' }).references(() => billing.id),";
  edit('features/orders/src/schema.ts', '  name:', `${bill}\n  name:`);
  edit('features/orders/package.json', '"drizzle-orm"', '"@acme/billing": "*",\n    "drizzle-orm"');
  expect(run('nx run orders:revision -- -m "orders of bills"')).toMatch(/^-- depends-on: [0-9a-f]{12}$/m);
  run('nx run audit:revision -- -m "what was ordered" --empty --depends-on orders@head');
  commit('three slices');
});

test('nx graph shows the edges of packages and of revisions', () => {
  run('nx graph --file=.nx/graph.json');
  const { graph } = JSON.parse(readFileSync(join(root, '.nx/graph.json'), 'utf8'));
  const targets = (project: string): string[] =>
    graph.dependencies[project]
      .map(({ target }: { target: string }) => target)
      .filter((name: string) => !name.startsWith('npm:'));
  expect(targets('@acme/billing')).toEqual([]);
  expect(targets('@acme/orders')).toEqual(['@acme/billing']);
  expect(targets('audit')).toEqual(['@acme/orders']);
});

test('check comes from the cache, migrate never', async () => {
  const all = ['audit:check', 'billing:check', 'orders:check'];
  expect(tasks(run('nx run-many -t check --output-style=stream'))).toEqual({ ran: all, cached: [] });
  expect(tasks(run('nx run-many -t check --output-style=stream'))).toEqual({ ran: [], cached: all });
  run('nx run audit:migrate');
  expect(await database.query('select slice from braid.applied order by 1')).toEqual(
    ['audit', 'billing', 'orders'].map((slice) => ({ slice })),
  );
  run('nx run audit:migrate -- downgrade base');
  expect(await database.query('select slice from braid.applied order by 1')).toEqual(
    ['billing', 'orders'].map((slice) => ({ slice })),
  );
});

test('affected touches the slices that depend on a change, by packages and by revisions, and no other', () => {
  edit('features/billing/src/schema.ts', '  name:', '  paid: text(),\n  name:');
  run('nx run billing:revision -- -m "paid bills"');
  commit('paid bills');
  const all = ['audit:check', 'billing:check', 'orders:check'];
  expect(tasks(run('nx affected -t check --base=HEAD~1 --output-style=stream'))).toEqual({ ran: all, cached: [] });

  edit('features/orders/src/schema.ts', '  name:', '  note: text(),\n  name:');
  run('nx run orders:revision -- -m "notes"');
  commit('notes');
  const affected = JSON.parse(run('nx show projects --affected --base=HEAD~1 --json'));
  expect(affected.sort()).toEqual(['@acme/orders', 'audit']);
  // Not affected; but what it says might depend on any revision, so it is not taken from the cache.
  expect(tasks(run('nx run billing:check --output-style=stream')).ran).toEqual(['billing:check']);
});

test('two branches are refused by check and joined by merge', async () => {
  run('git checkout -qb other');
  edit('features/billing/src/schema.ts', '  name:', '  due: text(),\n  name:');
  run('nx run billing:revision -- -m "due bills"');
  commit('due bills');
  run('git checkout -q main');
  edit('features/billing/src/schema.ts', '  createdAt:', '  sent: text(),\n  createdAt:');
  run('nx run billing:revision -- -m "sent bills"');
  commit('sent bills');
  run('git merge -q -m "other" other');
  const refused = attempt('nx run billing:check');
  expect(refused.status).not.toBe(0);
  expect(refused.stdout).toContain('[multiple-heads]');
  expect(run('nx run billing:migrate -- merge billing -m "due and sent"')).toContain('due and sent');
  run('nx run-many -t check validate --output-style=stream');
  run('nx run billing:test');
  run('nx run billing:migrate');
  const columns = "select column_name as name from information_schema.columns where table_name = 'billing' order by 1";
  expect((await database.query(columns)).map(({ name }) => name)).toEqual(
    ['created_at', 'due', 'id', 'name', 'paid', 'sent'].sort(),
  );
});
