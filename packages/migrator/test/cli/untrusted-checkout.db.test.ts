import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { createDatabase, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { HAS_PG_DUMP } from '../support/pg-dump.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';
import { runCli } from './run-cli.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');
const PAGE = readFileSync(join(REPOSITORY, 'docs/untrusted-checkouts.md'), 'utf8');

/** A command line for each command, that gets as far as it can. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  upgrade: ['upgrade', 'heads'],
  downgrade: ['downgrade', 'base'],
  'migrate-to': ['migrate-to', 'heads'],
  plan: ['plan'],
  snapshot: ['snapshot'],
  revision: ['revision', '-m', 'next'],
  amend: ['amend', '--slice', 'a'],
  squash: ['squash', 'b1..a@head', '--unpublished'],
  merge: ['merge', 'heads', '-m', 'joined'],
  stamp: ['stamp', 'heads'],
  seed: ['seed', '--env', 'here'],
  status: ['status'],
  current: ['current'],
  heads: ['heads'],
  history: ['history'],
  branches: ['branches'],
  graph: ['graph'],
  show: ['show', 'a1'],
  edit: ['edit', 'a1'],
  check: ['check'],
  validate: ['validate'],
  log: ['log'],
  repair: ['repair', 'accept', 'a1', '--reason', 'test'],
  'ensure-version': ['ensure-version'],
  init: ['init'],
  'list-templates': ['list-templates'],
  completion: ['completion', 'bash'],
  __complete: ['__complete', 'migrate upgrade --env '],
  config: ['config'],
  db: ['db', 'status'],
  adopt: ['adopt', 'drizzle', 'drizzle', '--slice', 'n', '--files-only'],
  health: ['health'],
  stats: ['stats', '--interval', '1ms'],
  lint: ['lint', 'base:heads'],
  partitions: ['partitions', 'list'],
  metrics: ['metrics'],
  ui: ['ui', '--out', 'report'],
  fleet: ['fleet', 'status', 'tenants'],
  // The port of the server is taken: it ends at once.
  exporter: ['exporter', '--port', new URL(inject('postgresUrl')).port],
  backup: ['backup', 'list'],
  // Of an empty database.
  rehearse: ['rehearse', '--dump', join(import.meta.dirname, '../fixtures/empty.dump')],
  restore: ['restore', 'nothing.dump', '--into', 'postgres://127.0.0.1:1/nothing'],
  dev: ['dev', 'commit', '-m', 'next'],
  // The last one: what it needs changes the workspace.
  batches: ['batches', 'work'],
};

const roots: string[] = [];
let database: FreshDatabase | undefined;
afterAll(async () => {
  for (const root of roots) removeTempDir(root);
  await database?.drop();
});

/** A workspace in which each place that can hold code writes down that it ran. */
function hostileWorkspace() {
  const root = makeTempDir('braid-hostile-');
  roots.push(root);
  const marks = join(root, 'marks');
  const mark = (what: string) => `(await import('node:fs')).appendFileSync(${JSON.stringify(marks)}, '${what}\\n');`;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const hook = ['sh', '-c', `echo 'commands after writing' >> ${marks}`];
  const environments = { here: { urlVariable: 'HERE_URL' } };
  const config = { shadowUrl: inject('postgresUrl'), environments, revisions: { postWrite: [hook] } };
  write('migrate.config.mjs', `${mark('configuration')}\nexport default ${JSON.stringify(config)};\n`);
  write('package.json', '{ "name": "hostile", "private": true, "type": "module" }');
  write('.env', `NODE_OPTIONS=--require=${root}/evil.cjs\nEDITOR=${root}/evil.sh\nBRAID_MARKS=${marks}\n`);
  write('evil.cjs', `require('node:fs').appendFileSync(${JSON.stringify(marks)}, '.env\\n');`);
  write('evil.sh', `#!/bin/sh\necho .env >> ${marks}\n`);
  write('features/a/slice.json', '{ "label": "a" }');
  write('features/a/package.json', '{ "name": "@hostile/a", "type": "module" }');
  const schema = (columns: string): void =>
    write(
      'features/a/src/schema.ts',
      `import { integer, pgTable } from 'drizzle-orm/pg-core';\n${mark('schemas')}\nexport const t = pgTable('t', { ${columns} });\n`,
    );
  schema('id: integer()');
  write(
    'features/a/migrations/a1.sql',
    '-- revision: a1\n-- revises:\n-- branch-label: a\n-- message: one\n\n-- migrate:upgrade\ncreate table t (id integer);\n\n-- migrate:downgrade\ndrop table t;\n',
  );
  const data = (id: string, more = ''): void => {
    const body = `{ ${mark('data revisions')}${more} }`;
    const header = `// revision: ${id}\n// revises: a1\n// message: ${id}\n`;
    write(
      `features/a/migrations/${id}.ts`,
      `${header}export async function upgrade() ${body}\nexport async function downgrade() ${body}\n`,
    );
  };
  write('features/a/seeds/s.ts', `// environments: here\nexport async function seed() { ${mark('data revisions')} }\n`);
  data('b1');
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['drizzle-orm', 'drizzle-kit', 'pg']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(root, 'node_modules', name));
  }
  const ran = (): readonly string[] => {
    const lines = existsSync(marks) ? readFileSync(marks, 'utf8').trim().split('\n') : [];
    rmSync(marks, { force: true });
    return [...new Set(lines)].sort();
  };
  const inBackground = (): void => {
    const header = '// revision: c1\n// revises: a1\n// background: true\n// message: c1\n';
    const batch = "export const batch = { table: 'h', key: 'id' };\n";
    const body = `export async function upgrade(op, { from }) { ${mark('data revisions')} }\nexport async function downgrade() {}\n`;
    write('features/a/migrations/c1.ts', `${header}${batch}${body}`);
  };
  return { root, ran, schema, data, inBackground };
}

/** Command to what it runs, as the page says. */
function documented(): ReadonlyMap<string, readonly string[]> {
  const [head = [], , ...rows] = PAGE.split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return new Map(
    rows.flatMap(([names = '', ...cells]) =>
      [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => {
        const runs = head.slice(1).filter((_, index) => cells[index] === 'runs');
        return [name, runs.sort()] as const;
      }),
    ),
  );
}

test('the page has every command', () => {
  expect([...documented().keys()].sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  expect(Object.keys(LINES).sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
});

test('each command runs exactly the code of a checkout that the page says', { timeout: 600_000 }, async () => {
  database = await createDatabase();
  const url = database.url;
  const found: Record<string, readonly string[]> = {};
  const { root, ran, schema, data, inBackground } = hostileWorkspace();
  // What a command needs to get far.
  const before: Readonly<Record<string, () => void | Promise<void>>> = {
    batches: async () => {
      await database?.query('create table h (id integer primary key); insert into h values (1)');
      inBackground();
      const here = { cwd: root, env: { HOME: root } };
      // Commands before it had it edited.
      await runCli(['repair', 'accept', 'b1', '--reason', 'test', '--yes', '--url', url], here);
      const registered = await runCli(['upgrade', 'c1', '--detach', '--url', url], here);
      expect(registered).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('registered the batches') });
      ran();
    },
    revision: () => {
      schema('id: integer(), n: integer()');
      // What `snapshot` built is kept for the next command, unless a revision is another one since.
      data('b1', ' void 0;');
    },
    amend: () => {
      execFileSync('git', ['init', '-q'], { cwd: root });
      schema('id: integer(), n: integer(), m: integer()');
      data('b1', ' void 0; void 0;');
    },
    squash: async () => {
      schema('id: integer(), n: integer(), m: integer(), o: integer()');
      const here = { cwd: root, env: { HOME: root, PATH: process.env.PATH ?? '' } };
      expect(await runCli(['revision', '-m', 'one more', '--url', url], here)).toMatchObject({ exitCode: 0 });
      data('b1', ' void 2;');
      ran();
    },
    merge: () => data('b2'),
    ui: () => data('b1', ' void 3;'),
    dev: () => schema('id: integer(), n: integer(), m: integer(), o: integer(), p: integer()'),
    adopt: () => {
      data('b1', ' void 1;');
      const file = (path: string, text: string): void => {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      };
      file('features/n/slice.json', '{ "label": "n", "schema": "./schema.ts", "migrations": "./migrations" }');
      const table = "pgTable('n', { id: integer() })";
      file(
        'features/n/schema.ts',
        `import { integer, pgTable } from 'drizzle-orm/pg-core'; export const n = ${table};`,
      );
      const entries = [{ idx: 0, tag: '0000_n', when: 1 }];
      file('drizzle/meta/_journal.json', JSON.stringify({ dialect: 'postgresql', entries }));
      file('drizzle/0000_n.sql', 'create table n (id integer);');
    },
  };
  const outcomes: string[] = [];
  // Commands before it left theirs in a state that nobody would develop on.
  const developed = await freshDatabase();
  for (const [name, line] of Object.entries(LINES)) {
    const needsDatabase = !['db', 'init', 'list-templates', 'completion', '__complete'].includes(name);
    await before[name]?.();
    const { exitCode, stderr } = await runCli(
      [...line, ...(needsDatabase && !line.includes('--env') ? ['--url', name === 'dev' ? developed.url : url] : [])],
      {
        cwd: root,
        env: { HERE_URL: url, HOME: root, PATH: process.env.PATH ?? '' },
      },
    );
    outcomes.push(`${name} ${exitCode} ${stderr.slice(0, 300)}`);
    found[name] = ran();
  }
  // Without pg_restore there is no copy of the dump, and nothing runs on it.
  if (!HAS_PG_DUMP) found.rehearse = [...(found.rehearse ?? []), 'data revisions'];
  expect(found, outcomes.join('\n')).toEqual(Object.fromEntries(documented()));
});
