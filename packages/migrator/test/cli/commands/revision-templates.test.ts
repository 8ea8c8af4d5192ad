import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

const CONFIG = { revisions: { template: { sql: 'templates/new.sql', ts: 'templates/new.ts' } } };
const SQL = `-- Runbook: https://wiki.example.com/%(slice)
-- ticket: %(ticket)

-- migrate:upgrade
-- %(message): write SQL here
%(upgrade)

-- migrate:downgrade
%(downgrade)
`;
const TS = `// Owner: %(slice)
export async function upgrade(op) {
  await op.execute('select 1');
}
export async function downgrade(op) {
  await op.execute('select 1');
}
`;

function workspace(templates: Readonly<Record<string, string>>) {
  const cwd = tempDir();
  const files = {
    'migrate.config.json': JSON.stringify(CONFIG),
    'features/shop/slice.json': '{"label":"shop","schema":null}',
    ...templates,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const folder = join(cwd, 'features/shop/migrations');
  return {
    run: async (...words: readonly string[]) => await runCli(['revision', '--slice', 'shop', ...words], { cwd }),
    written: () =>
      (existsSync(folder) ? readdirSync(folder) : []).map((name) => readFileSync(join(folder, name), 'utf8')),
    cwd,
  };
}

test('templates are what --empty and --data are written from', async () => {
  const { cwd, run, written } = workspace({ 'templates/new.sql': SQL, 'templates/new.ts': TS });
  expect(await run('-m', 'add "x"', '--empty', '--rev-id', 'a1a1', '--ticket', 'SHOP-1')).toMatchObject({
    exitCode: 0,
  });
  const [sql = ''] = written();
  expect(sql.replace(/created: .*/, 'created: …')).toBe(`-- revision: a1a1
-- branch-label: shop
-- message: add "x"
-- created: …
--
-- ticket: SHOP-1
-- Runbook: https://wiki.example.com/shop

-- migrate:upgrade
-- add "x": write SQL here

-- migrate:downgrade
`);
  expect(await run('-m', 'fill', '--data', '--rev-id', 'b2b2')).toMatchObject({ exitCode: 0 });
  const data = written().find((text) => text.startsWith('// revision: b2b2'));
  expect(data).toContain('//\n// Owner: shop\n\nexport async function upgrade(op) {\n');
  const { revisions } = JSON.parse((await runCli(['history', '--json'], { cwd })).stdout);
  expect(revisions.map(({ revision, notes }: { revision: string; notes: object }) => [revision, notes])).toEqual([
    ['b2b2', { ticket: null, impact: null, performance: null, rollback: null }],
    ['a1a1', { ticket: 'SHOP-1', impact: null, performance: null, rollback: null }],
  ]);
});

test('a template that is missing or wrong is one error, and nothing is written', async () => {
  const { run, written } = workspace({ 'templates/new.sql': `${SQL}drop table users;\n` });
  const wrong = await run('-m', 'x', '--empty');
  expect(wrong).toMatchObject({ exitCode: 1, stdout: '' });
  expect(wrong.stderr).toContain('error [revision-template] templates/new.sql:10: a template has line comments');
  const missing = await run('-m', 'x', '--data');
  expect(missing.stderr).toContain(
    'error [revision-template] templates/new.ts: the template of new revisions does not exist.',
  );
  expect(written()).toEqual([]);
});
