import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { smallWorkspace } from '../small-workspace.ts';

const BASE = 'a'.repeat(12);

/** A repository with one slice on `main`, and `feature` checked out, which begins there. */
function repository() {
  const root = smallWorkspace([
    {
      id: BASE,
      slice: 'shop',
      header: '',
      up: 'create table t (id integer primary key, n integer);',
      down: '-- migrate:downgrade lossy="all"\ndrop table t;',
    },
  ]);
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  writeFileSync(join(root, '.gitignore'), '.braid\n');
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
  };
  const commit = (): void => {
    git('add', '-A');
    git('commit', '-qm', 'x');
  };
  const write = (id: string, up: string, down = 'select 1;', ending = 'sql'): void => {
    const whole = id.repeat(12);
    const header = `-- revision: ${whole}\n-- revises: ${BASE}\n-- message: side ${id}\n`;
    const text =
      ending === 'sql' ? `${header}\n-- migrate:upgrade\n${up}\n-- migrate:downgrade lossy="all"\n${down}\n` : up;
    writeFileSync(join(root, `features/shop/migrations/${whole}.${ending}`), text);
  };
  git('init', '-q', '-b', 'main');
  commit();
  git('checkout', '-qb', 'feature');
  const onMain = (work: () => void): void => {
    git('checkout', '-q', 'main');
    work();
    commit();
    git('checkout', '-q', 'feature');
  };
  const check = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await runCli(['--json', 'merge', '--check', ...args], { cwd: root });
    return { exitCode, result: JSON.parse(stdout) };
  };
  return { root, write, commit, onMain, check };
}

test('a pull request: heads of both branches are joined before git does it, and nothing is written', async () => {
  const { root, write, commit, onMain, check } = repository();
  expect(await check('--base', 'main')).toMatchObject({ exitCode: 0, result: { slices: [], joins: true } });
  // What is not committed counts, too; on the other side a data revision, with what it imports.
  write('b', 'alter table t add column b text;', 'alter table t drop column b;');
  onMain(() => {
    rmSync(join(root, `features/shop/migrations/${'b'.repeat(12)}.sql`));
    const code = `// revision: ${'c'.repeat(12)}\n// revises: ${BASE}\n// message: side c\n// migrate:downgrade irreversible="data"\nimport { what } from '../src/what.ts';\nexport async function upgrade(op: { execute(sql: string): Promise<unknown> }): Promise<void> {\n  await op.execute(what);\n}\n`;
    write('c', code, '', 'ts');
    writeFileSync(join(root, 'features/shop/src/what.ts'), `export const what = 'update t set n = 1';\n`);
  });
  write('b', 'alter table t add column b text;', 'alter table t drop column b;');
  const { exitCode, result } = await check('--base', 'main');
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({
    base: { ref: 'main', commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
    slices: [
      {
        slice: 'shop',
        joins: true,
        orders: 2,
        heads: [
          { revision: 'b'.repeat(12), side: 'here' },
          { revision: 'c'.repeat(12), side: 'base' },
        ],
        repair: 'migrate merge shop',
      },
    ],
  });
  expect(
    readdirSync(join(root, 'features/shop/migrations'))
      .filter((name) => !name.startsWith('.'))
      .sort(),
  ).not.toContain(`${'c'.repeat(12)}.ts`);
  expect(readdirSync(join(root, '.braid/merge-check'))).toEqual([]);

  write('b', 'alter table t add column b text;\nupdate t set n = 2;', 'alter table t drop column b;');
  commit();
  const refused = await check('--base', 'main');
  expect(refused).toMatchObject({
    exitCode: 3,
    result: {
      joins: false,
      slices: [
        {
          problem: {
            code: 'merge-does-not-commute',
            facts: { problem: 'rows-differ' },
            repair: expect.stringMatching(/^First: git merge main\n/),
          },
        },
      ],
    },
  });
  expect(existsSync(join(root, `features/shop/migrations/${'c'.repeat(12)}.ts`))).toBe(false);
});

test('what git would ask, what is not a graph, and what git does not know', async () => {
  const { root, write, commit, onMain, check } = repository();
  const base = join(root, `features/shop/migrations/20260101T000000_${BASE}_step.sql`);
  write('b', 'select 1;');
  writeFileSync(base, '-- edited here\n');
  commit();
  onMain(() => writeFileSync(base, '-- edited there\n'));
  const both = await check('--base', 'main');
  expect(both).toMatchObject({ exitCode: 3, result: { joins: false, slices: [] } });
  expect(both.result.problems[0]).toMatchObject({
    code: 'both-sides-changed',
    repair: 'Settle it first: git merge main',
  });
  const { exitCode, stdout } = await runCli(['--json', 'merge', '--check', '--base', 'nowhere'], { cwd: root });
  expect({ exitCode, code: JSON.parse(stdout).error.code }).toEqual({ exitCode: 2, code: 'unknown-git-ref' });
});

test('without a base: the heads that are here, or those that are named', async () => {
  const { write, check } = repository();
  write('b', 'create table twice (id integer);', 'drop table twice;');
  write('c', 'create table twice (id integer);', 'drop table twice;');
  expect(await check()).toMatchObject({
    exitCode: 3,
    result: { base: null, slices: [{ slice: 'shop', joins: false }] },
  });
  expect(await check('bbbb', BASE)).toMatchObject({ exitCode: 2 });
  expect(await check('bbbb')).toMatchObject({ exitCode: 0, result: { slices: [], joins: true } });
});
