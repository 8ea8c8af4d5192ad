import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { type SmallRevision, smallWorkspace } from '../small-workspace.ts';

const table = (id: string, slice: string, header: string, name: string): SmallRevision => ({
  id: id.repeat(12),
  slice,
  header,
  up: `create table ${name} (id integer primary key);`,
  down: `-- migrate:downgrade lossy="all"\ndrop table ${name};`,
});

/** Three ends of shop and one of news. */
function forked(): string {
  const root = smallWorkspace([
    table('a', 'shop', '-- branch-label: shop\n', 'a'),
    table('b', 'shop', `-- revises: ${'a'.repeat(12)}\n`, 'b'),
    table('c', 'shop', `-- revises: ${'a'.repeat(12)}\n`, 'c'),
    table('d', 'shop', `-- revises: ${'a'.repeat(12)}\n`, 'd'),
    table('e', 'news', '-- branch-label: news\n', 'e'),
  ]);
  const hook = (code: string) => [process.execPath, '-e', `const file = process.argv[1]; ${code}`, '{file}'];
  const postWrite = [
    hook('require("node:fs").appendFileSync(file, "\\n")'),
    hook('if (file.includes("all_together")) process.exit(3)'),
  ];
  const config = { shadowUrl: inject('postgresUrl'), merge: { slice: 'news' }, revisions: { postWrite } };
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify(config));
  return root;
}

test('migrate merge: a slice with three ends, then all slices; a database follows; nothing is left to merge', async () => {
  const cwd = forked();
  const database = await freshDatabase();
  const heads = await runCli(['--json', 'heads'], { cwd });
  expect(JSON.parse(heads.stdout)).toMatchObject({ merges: [{ slice: 'shop', repair: 'migrate merge shop' }] });

  const first = await runCli(['merge', 'shop', '--rev-id', 'f0f0f0f0f0f0'], { cwd });
  expect(first.exitCode).toBe(0);
  expect(first.stderr).toMatch(/^✓ \d\/9 .*, then .* \(?\d+(\.\d+)? (ms|s|min)\b/);
  expect(first.stderr.trim().split('\n')).toHaveLength(9);
  expect(first.stdout).toContain('Wrote f0f0f0f0f0f0  shop  merge bbbbbbbbbbbb, cccccccccccc and dddddddddddd');
  expect(first.stdout).toMatch(/proven in 9 orders, there and back, in /);
  expect((await runCli(['heads'], { cwd })).stdout).not.toContain('migrate merge shop');

  // The slice is that of the configuration, and the file is what the commands made of it, even where one of them fails.
  const whole = await runCli(['--json', 'merge', 'heads', '-m', 'all together'], { cwd });
  expect(whole.exitCode).toBe(1);
  const { merge, hooks } = JSON.parse(whole.stdout);
  expect(hooks).toMatchObject([{ problem: null }, { problem: expect.any(String) }]);
  expect(merge.text).toMatch(/\n-- migrate:downgrade\n\n$/);
  expect(readFileSync(join(cwd, merge.file), 'utf8')).toBe(merge.text);
  expect(merge).toMatchObject({ slice: 'news', message: 'all together', orders: 2, snapshot: null });
  expect(merge.file).toMatch(/^features\/news\/migrations\//);
  expect(readFileSync(join(cwd, merge.file), 'utf8')).toContain('; ancestors=base; ');

  const nothing = await runCli(['merge', 'heads'], { cwd });
  expect(nothing).toMatchObject({ exitCode: 0, stdout: `Nothing to merge: ${merge.revision} is the only head.\n` });
  expect((await runCli(['check'], { cwd })).exitCode).toBe(0);
  const url = ['--url', database.url];
  expect((await runCli(['upgrade', 'cccc', ...url], { cwd })).exitCode).toBe(0);
  expect((await runCli(['upgrade', 'head', ...url], { cwd })).exitCode).toBe(0);
  expect(JSON.parse((await runCli(['--json', 'current', ...url], { cwd })).stdout)).toMatchObject({
    current: [{ revision: merge.revision }],
  });
});

test('branches that do not commute: exit code 3, both places, nothing written', async () => {
  const cwd = forked();
  const file = join(cwd, `features/shop/migrations/20260104T000000_${'d'.repeat(12)}_step.sql`);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('table d', 'table c'));
  const refused = await runCli(['merge', 'cccc', 'dddd'], { cwd });
  expect(refused.exitCode).toBe(3);
  expect(refused.stderr).toContain('[merge-does-not-commute] cccccccccccc and dddddddddddd cannot be joined');
  expect(refused.stderr).toMatch(/20260103T000000_c{12}_step\.sql:6 {2}create table c \(id integer primary key\)\n/);
  expect(refused.stderr).toMatch(/20260104T000000_d{12}_step\.sql:6 {2}create table c \(id integer primary key\)\n/);
  expect(refused.stderr).toMatch(
    /write "revises: c{12}" into features\/shop\/migrations\/20260104T000000_d{12}_step\.sql/,
  );
  expect(JSON.parse((await runCli(['--json', 'heads'], { cwd })).stdout).heads).toHaveLength(4);
  expect((await runCli(['merge'], { cwd })).stderr).toContain('migrate merge shop');
});

test('the two statements are found in branches of several revisions', async () => {
  const step = (id: string, below: string, up: string): SmallRevision => ({
    id: id.repeat(12),
    slice: 'shop',
    header: below === '' ? '' : `-- revises: ${below.repeat(12)}\n`,
    up,
    down: '-- migrate:downgrade irreversible="a test"',
  });
  const add = (column: string) => `alter table t add column ${column} integer;`;
  const cwd = smallWorkspace([
    step('a', '', 'create table t (id integer primary key, n integer);'),
    step('b', 'a', `${add('b1')}\n${add('b2')}`),
    step('c', 'b', `${add('c1')}\nalter table t alter column n set default 1;\n${add('c2')}`),
    step('d', 'c', add('d1')),
    step('e', 'a', `${add('e1')}\n${add('e2')}\n${add('e3')}`),
    step('f', 'e', `${add('f1')}\nalter table t alter column n set default 2;`),
  ]);
  writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  const { exitCode, stdout } = await runCli(['--json', 'merge', 'heads'], { cwd });
  expect(exitCode).toBe(3);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'merge-does-not-commute',
    facts: {
      problem: 'catalogs-differ',
      differences: ['~ column public.t.n\n    default: 2 -> 1'],
      pair: [
        { revision: 'c'.repeat(12), line: 7, statement: 'alter table t alter column n set default 1' },
        { revision: 'f'.repeat(12), line: 7, statement: 'alter table t alter column n set default 2' },
      ],
    },
  });
});

test('databases in the field: whatever they got first, upgrade heads brings them to one schema, also where an order was chosen', async () => {
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(12));
  const sets = (id: string, value: number): SmallRevision => ({
    id: id.repeat(12),
    slice: 'shop',
    header: `-- revises: ${a}\n`,
    up: `alter table t alter column n set default ${value};\nalter table t add column ${id} integer;`,
    down: `-- migrate:downgrade lossy="${id}"\nalter table t drop column ${id};\nalter table t alter column n drop default;`,
  });
  const cwd = smallWorkspace([
    {
      id: 'a'.repeat(12),
      slice: 'shop',
      header: '',
      up: 'create table t (n integer);',
      down: '-- migrate:downgrade lossy="all"\ndrop table t;',
    },
    sets('b', 1),
    sets('c', 2),
  ]);
  writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  const migrate = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await runCli(args, { cwd });
    expect(stderr.includes('error') ? stderr : exitCode).toBe(0);
    return stdout;
  };
  const histories = [[], [b], [c], [b, c], [c, b]];
  const databases = await Promise.all(histories.map(() => freshDatabase()));
  for (const [at, history] of histories.entries()) {
    for (const id of history) await migrate('upgrade', id ?? '', '--url', databases[at]?.url ?? '');
  }
  const { merge } = JSON.parse(await migrate('--json', 'merge', '--order', `${c},${b}`));
  for (const { url } of databases) {
    await migrate('upgrade', 'heads', '--url', url);
    const client = await (databases.find((each) => each.url === url) ?? databases[0])?.connect();
    const { rows } = (await client?.query(
      `select column_default from information_schema.columns where table_name = 't' and column_name = 'n'`,
    )) ?? { rows: [] };
    expect(rows).toEqual([{ column_default: '1' }]);
    const { current } = JSON.parse(await migrate('--json', 'current', '--url', url));
    expect(current).toMatchObject([{ revision: merge.revision }]);
    await migrate('downgrade', 'base', '--url', url);
    await migrate('upgrade', 'heads', '--url', url);
  }
});
