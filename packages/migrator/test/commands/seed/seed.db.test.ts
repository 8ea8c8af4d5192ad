import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';

async function shop() {
  const database = await freshDatabase();
  const workspace = sliceWorkspace();
  const configure = (given: object = {}) =>
    workspace.configure({
      environments: { development: { url: database.url }, staging: { url: database.url } },
      ...given,
    });
  configure();
  workspace.revision('a1', '', { up: 'create table goods (code text primary key, price integer);' });
  const write = (file: string, text: string): void => {
    const path = join(workspace.root, 'features/shop/seeds', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const migrate = (...argv: readonly string[]) => workspace.migrate(...argv, '--env', 'development');
  await migrate('upgrade');
  return {
    ...workspace,
    database,
    configure,
    write,
    migrate,
    goods: () => database.query('select * from goods order by code'),
  };
}

const demo = (price: number) => `-- environments: development, test
-- Prices as of 2026.
insert into goods values ('a', ${price}), ('b', 2)
  on conflict (code) do update set price = excluded.price;
`;

const code = `// environments: development
export async function seed(op) {
  await op.upsert('goods', ['code'], [{ code: 'c', price: 3 }, { code: 'a', price: 9 }]);
  await op.execute('update goods set price = price + $1 where code = $2', [Number(op.args.more ?? 0), 'c']);
}
`;

test('seeds run once, in order, and again when they change', async () => {
  const { write, migrate, goods, database } = await shop();
  write('1_demo.sql', demo(1));
  write('2_code.ts', code);
  write('3_other.sql', "-- environments: staging\ninsert into goods values ('z', 0) on conflict do nothing");
  expect(await migrate('seed', '--check')).toMatchObject({
    exitCode: 3,
    stdout: expect.stringContaining('2 seeds to run'),
  });
  expect(await goods()).toEqual([]);
  const first = await migrate('seed', '-x', 'more=5', '--json');
  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({
    environment: 'development',
    seeds: [
      { seed: 'shop/1_demo', status: 'new', ran: true },
      { seed: 'shop/2_code', status: 'new', ran: true },
      { seed: 'shop/3_other', status: 'not-allowed', ran: false },
    ],
  });
  const rows = [
    { code: 'a', price: 9 },
    { code: 'b', price: 2 },
    { code: 'c', price: 8 },
  ];
  expect(await goods()).toEqual(rows);
  expect(await migrate('seed', '--check')).toMatchObject({ exitCode: 0 });
  expect(await migrate('seed')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No seed to run') });

  write('1_demo.sql', demo(7));
  expect(await migrate('seed', '--check')).toMatchObject({ exitCode: 3 });
  expect(await migrate('seed', '1_demo')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Ran 1 seed') });
  expect(await goods()).toEqual([{ code: 'a', price: 7 }, ...rows.slice(1)]);
  expect(await database.query('select name, slice, environment from braid.seed order by name')).toEqual([
    { name: 'shop/1_demo', slice: 'shop', environment: 'development' },
    { name: 'shop/2_code', slice: 'shop', environment: 'development' },
  ]);
  expect(await database.query("select message from braid.log where action = 'seed' order by id")).toEqual([
    { message: 'shop/1_demo' },
    { message: 'shop/2_code' },
    { message: 'shop/1_demo' },
  ]);
  // The lease is free.
  expect(await database.query('select run_id from braid.lease')).toEqual([{ run_id: null }]);
});

test('nothing of a seed that fails stays, and those before it are done', async () => {
  const { write, migrate, goods, database, revision } = await shop();
  revision('a2', 'a1', { up: 'create table later (id integer primary key);' });
  write('1_demo.sql', demo(1));
  const later = 'insert into later values (1) on conflict do nothing;';
  write('2_wrong.sql', `-- environments: development\nupdate goods set price = 0;\n${later}`);
  const failed = await migrate('seed');
  expect(failed).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[seed-failed] features/shop/seeds/2_wrong.sql:3: relation "later" does not exist'),
  });
  expect(failed.stderr).toContain('Done before it: shop/1_demo');
  expect(await goods()).toEqual([
    { code: 'a', price: 1 },
    { code: 'b', price: 2 },
  ]);
  expect(await database.query('select name from braid.seed')).toEqual([{ name: 'shop/1_demo' }]);
  // What the hint says.
  const commands = [...failed.stderr.matchAll(/migrate (upgrade|seed)/g)].map(([, name = '']) => name);
  expect(commands).toEqual(['upgrade', 'seed']);
  for (const command of commands) expect(await migrate(command)).toMatchObject({ exitCode: 0 });
  expect(await database.query('select id from later')).toEqual([{ id: 1 }]);
});

test('code of a seed cannot end its transaction', async () => {
  const { write, migrate, goods, database } = await shop();
  write(
    '2_wrong.ts',
    "// environments: development\nexport async function seed(op) { await op.execute('delete from goods'); await op.execute('commit'); }",
  );
  expect(await migrate('seed')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('may not send COMMIT') });
  // What ends the transaction by another way is found out before it is recorded.
  write(
    '2_wrong.ts',
    "// environments: development\nexport async function seed(op) { await op.client.query('commit'); }",
  );
  expect(await migrate('seed')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('ended its own transaction'),
  });
  expect(await goods()).toEqual([]);
  expect(await database.query("select to_regclass('braid.seed') as there")).toEqual([{ there: null }]);
});

test('a seed runs only where its header says, and on a protected database only with consent', async () => {
  const { write, migrate, goods, configure, database, migrate: onDevelopment, ...workspace } = await shop();
  write('demo.sql', demo(1));
  const elsewhere = await workspace.root;
  expect(elsewhere).not.toBe('');
  const { runCli } = await import('../../cli/run-cli.ts');
  const run = (...argv: readonly string[]) =>
    runCli(argv, { cwd: workspace.root, env: { PATH: process.env.PATH ?? '' } });

  const refused = await run('seed', 'demo', '--env', 'staging');
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('seed-not-allowed') });
  expect(await run('seed', 'demo', '--url', database.url)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('without an environment'),
  });
  expect(await run('seed', 'dem', '--env', 'development')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('unknown-seed'),
  });
  expect(await goods()).toEqual([]);

  // The same database under the name of a protected environment: it is that one, whatever is chosen.
  configure({
    environments: { development: { url: database.url }, production: { url: database.url, protected: true } },
  });
  expect(await run('seed', 'demo', '--env', 'development')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('production'),
  });
  write('demo.sql', demo(1).replace('development', 'production'));
  expect(await run('seed', '--env', 'production')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('confirmation-required'),
  });
  expect(await goods()).toEqual([]);
  expect(await run('seed', '--env', 'production', '--yes')).toMatchObject({ exitCode: 0 });
  expect(await goods()).toHaveLength(2);

  // What the hint of seed-not-allowed says.
  configure();
  write('demo.sql', demo(3));
  expect(/migrate (seed .* --env \w+)/.exec(refused.stderr)?.[1]).toBe('seed shop/demo --env development');
  expect(await run('seed', 'shop/demo', '--env', 'development')).toMatchObject({ exitCode: 0 });
});

test('where there are no seeds, no database is asked', async () => {
  const workspace = sliceWorkspace();
  for (const args of [[], ['--check']]) {
    const result = await workspace.migrate('seed', ...args, '--url', 'postgres://nobody@127.0.0.1:1/none', '--json');
    expect(result).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(result.stdout)).toMatchObject({ database: null, seeds: [], failed: false });
  }
});
