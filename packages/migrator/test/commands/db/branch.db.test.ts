import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { smallWorkspace } from '../small-workspace.ts';

const BASE = 'a'.repeat(12);

/** A repository with one slice on `main`. */
function repository(env: Readonly<Record<string, string>>) {
  const up = 'create table t (n integer primary key);';
  const down = '-- migrate:downgrade lossy="all"\ndrop table t;';
  const root = smallWorkspace([{ id: BASE, slice: 'shop', up, down }]);
  writeFileSync(join(root, '.gitignore'), '.braid\nbin\n');
  const git = (...args: readonly string[]): string => {
    const who = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    const PATH = `${join(root, 'bin')}:${process.env.PATH}`;
    return execFileSync('git', [...who, ...args], {
      cwd: root,
      stdio: 'pipe',
      encoding: 'utf8',
      env: { ...env, PATH },
    });
  };
  let commits = 0;
  const commit = (): void => {
    writeFileSync(join(root, 'notes.md'), `${++commits}\n`);
    git('add', '-A');
    git('commit', '-qm', 'x');
  };
  git('init', '-q', '-b', 'main');
  commit();
  const migrate = (...argv: readonly string[]) =>
    runCli(argv, { cwd: root, env: { PATH: process.env.PATH ?? '', ...env } });
  const answer = async (...argv: readonly string[]) => {
    const { exitCode, stdout, stderr } = await migrate('--json', ...argv);
    const parsed: unknown = JSON.parse(stdout === '' ? stderr : stdout);
    return { ...(typeof parsed === 'object' ? parsed : {}), exitCode };
  };
  return { root, git, commit, migrate, answer };
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('every branch has its own rows on the embedded server, and commands follow what is checked out', async () => {
  const { git, commit, migrate, answer } = repository({ BRAID_EMBEDDED: 'on' });
  onTestFinished(async () => {
    await migrate('db', 'stop');
  });
  const url = async (): Promise<string> => (await migrate('db', 'url')).stdout.trim();
  const rows = async (): Promise<readonly unknown[]> => await query(await url(), 'select n from t order by n');
  expect(await answer('upgrade')).toMatchObject({ exitCode: 0 });
  const main = await url();
  await query(main, 'insert into t values (1)');
  expect(await answer('db', 'branch')).toMatchObject({ exitCode: 0, branch: 'main', database: 'braid', from: null });

  git('checkout', '-qb', 'feature/a');
  expect(await url()).toBe(main);
  const made = await answer('db', 'branch');
  expect(made).toMatchObject({ exitCode: 0, branch: 'feature/a', from: 'braid', follows: true });
  expect(await url()).toMatch(/\/braid_feature_a_[0-9a-f]{10}$/);
  await query(await url(), 'insert into t values (2)');
  expect(await answer('status')).toMatchObject({ upToDate: true });
  expect(await answer('db', 'branch')).toMatchObject({ exitCode: 0, from: null });
  commit();

  // The nearest one is that of feature/a; --from names another.
  git('checkout', '-qb', 'feature/b');
  expect(await answer('db', 'branch')).toMatchObject({ from: expect.stringMatching(/^braid_feature_a_/) });
  expect(await rows()).toEqual([{ n: 1 }, { n: 2 }]);
  const wild = `../${'ü'.repeat(190)}'; drop database braid; --`;
  expect(await answer('db', 'branch', wild, '--from', 'main')).toMatchObject({ exitCode: 0, from: 'braid' });
  git('checkout', '-q', 'main');
  expect(await url()).toBe(main);
  expect(await rows()).toEqual([{ n: 1 }]);

  expect(await answer('db', 'switch', 'feature/a')).toMatchObject({ exitCode: 0, use: 'feature/a' });
  expect(await rows()).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await answer('db', 'switch')).toMatchObject({ exitCode: 0, use: null, branch: 'main', database: null });
  expect(await answer('db', 'switch', 'nowhere')).toMatchObject({
    exitCode: 2,
    error: { facts: { problem: 'no-branch-database', known: ['main', wild, 'feature/a', 'feature/b'].sort() } },
  });
  expect(await answer('db', 'branch', 'x', '--from', 'nowhere')).toMatchObject({ exitCode: 2 });

  // A clone is refused while somebody is connected, and says who.
  const service = new pg.Client({ connectionString: main, application_name: 'the shop' });
  service.on('error', () => undefined);
  await service.connect();
  const { rows: session } = await service.query('select pg_backend_pid() as pid');
  expect(await answer('db', 'branch', 'busy', '--from', 'main')).toMatchObject({
    exitCode: 4,
    error: {
      code: 'database-in-use',
      facts: { database: 'braid', sessions: [{ ...session[0], application: 'the shop' }] },
    },
  });
  expect(await answer('db', 'branch', 'busy', '--from', 'main', '--disconnect')).toMatchObject({ exitCode: 0 });
  await service.end().catch(() => undefined);

  git('branch', '-qD', 'feature/b');
  expect(await answer('db', 'list')).toMatchObject({
    databases: expect.arrayContaining([
      expect.objectContaining({ branch: 'main', database: 'braid', current: true }),
      expect.objectContaining({ branch: 'feature/a', gone: false, current: false }),
      expect.objectContaining({ branch: 'feature/b', gone: true }),
    ]),
  });
  expect(await answer('db', 'prune')).toMatchObject({ exitCode: 2, error: { code: 'confirmation-required' } });
  const pruned = await answer('db', 'prune', '--yes');
  expect(pruned).toMatchObject({ exitCode: 0 });
  const { rows: left } = { rows: await query(main, 'select datname from pg_database order by 1') };
  expect(left).toEqual(
    ['braid', expect.stringMatching(/^braid_feature_a_/), 'postgres', 'template0', 'template1'].map((datname) => ({
      datname,
    })),
  );
  expect(await rows()).toEqual([{ n: 1 }]);
  git('checkout', '-q', 'feature/a');
  expect(await rows()).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a database of this machine is cloned, and no other one without --allow-remote; a protected one never', async () => {
  const database = await freshDatabase();
  const { root, answer, git } = repository({ DATABASE_URL: database.url });
  expect(await answer('upgrade')).toMatchObject({ exitCode: 0 });
  await database.query('insert into t values (7)');
  git('checkout', '-qb', 'feature/c');
  const made = await answer('db', 'branch');
  expect(made).toMatchObject({ exitCode: 0, from: database.name, follows: false });
  const name = 'database' in made ? String(made.database) : '';
  const clone = Object.assign(new URL(database.url), { pathname: `/${name}` });
  expect(await query(clone.href, 'select n from t')).toEqual([{ n: 7 }]);
  expect(existsSync(join(root, '.braid/branches.json'))).toBe(false);
  expect(await answer('db', 'switch')).toMatchObject({ exitCode: 2 });

  git('checkout', '-q', 'main');
  git('branch', '-qD', 'feature/c');
  expect(await answer('db', 'prune', '--yes')).toMatchObject({
    exitCode: 0,
    pruned: [{ branch: 'feature/c', database: name }],
  });
  expect(await database.query('select from pg_database where datname = $1', [name])).toEqual([]);

  const configure = (config: object): void => writeFileSync(join(root, 'migrate.config.json'), JSON.stringify(config));
  configure({ environments: { production: { url: database.url, protected: true } } });
  for (const line of [
    ['branch', 'z'],
    ['prune', '--yes'],
  ]) {
    expect(await answer('db', ...line, '--allow-remote')).toMatchObject({
      exitCode: 2,
      error: { code: 'not-a-development-database', facts: { environment: 'production' } },
    });
  }
  // Its mark stays, whatever this checkout knows of production.
  expect(await answer('downgrade', 'base', '--yes')).toMatchObject({ exitCode: 0 });
  configure({});
  expect(await answer('db', 'branch', 'z')).toMatchObject({ error: { facts: { environment: 'production' } } });
  const far = database.url.replace(/@[^/]+/, '@db.example.invalid:5432');
  expect(await answer('db', 'branch', 'z', '--url', far)).toMatchObject({ error: { facts: { problem: 'remote' } } });
});

test('the hook runs for branches, not for files, and takes the place of no other one', async () => {
  const database = await freshDatabase();
  const { root, answer, git } = repository({ DATABASE_URL: database.url });
  const hook = join(root, '.git/hooks/post-checkout');
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\n');
  expect(await answer('db', 'branch', '--hook')).toMatchObject({
    exitCode: 2,
    error: { facts: { problem: 'hook-taken' } },
  });
  expect(readFileSync(hook, 'utf8')).toBe('#!/bin/sh\n');
  git('config', 'core.hooksPath', 'bin/hooks');
  expect(await answer('db', 'branch', '--hook')).toMatchObject({
    exitCode: 0,
    hook: join(root, 'bin/hooks/post-checkout'),
  });
  const program = join(root, 'node_modules/.bin/braid');
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\necho "$PWD $*" >> '${join(root, '.git/ran')}'\n`);
  chmodSync(program, 0o755);
  git('checkout', '-q', '--', 'notes.md');
  expect(existsSync(join(root, '.git/ran'))).toBe(false);
  git('checkout', '-qb', 'feature/d');
  git('checkout', '-q', '--detach');
  expect(readFileSync(join(root, '.git/ran'), 'utf8')).toBe(`${root} db branch --quiet\n`);
});
