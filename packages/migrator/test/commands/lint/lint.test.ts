import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A repository with orders on `main`, and a branch `feature` on which nothing is yet. */
function repository() {
  const root = tempDir();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
  };
  const revision = (id: string, revises: string, upgrade: string, slice = 'shop'): void =>
    write(
      `features/${slice}/migrations/${id}.sql`,
      `-- revision: ${id}\n${revises === '' ? '' : `-- revises: ${revises}\n`}-- message: ${id}\n\n-- migrate:upgrade\n${upgrade}\n\n-- migrate:downgrade\nselect 1;\n`,
    );
  for (const slice of ['shop', 'other']) {
    write(`features/${slice}/slice.json`, JSON.stringify({ label: slice, schema: null }));
    write(`features/${slice}/package.json`, JSON.stringify({ name: `@acme/${slice}` }));
  }
  write('nx.json', '{}');
  write('.gitignore', '.braid\n');
  revision('a1', '', 'create table orders (id bigint primary key, note text);');
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'x');
  git('checkout', '-qb', 'feature');
  const run = (...args: readonly string[]) => runCli(['lint', ...args], { cwd: root });
  const lint = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await run('--json', ...args);
    const { findings, ...rest } = JSON.parse(stdout);
    return { exitCode, found: findings.map((each: { rule: string }) => each.rule), findings, ...rest };
  };
  return { root, write, git, revision, run, lint };
}

test('looks at what is new on the branch, and at nothing that may be applied', async () => {
  const { git, revision, run, lint } = repository();
  const nothing = await run();
  expect(nothing).toMatchObject({
    exitCode: 0,
    stdout: 'Nothing to lint: no revision is new or changed since main.\n',
  });
  revision(
    'b1',
    'a1',
    'alter table orders drop column note;\ncreate table fresh (id bigint);\ncreate index on fresh (id);',
  );
  const found = ['drop-column', 'lossy-unmarked'];
  expect(await lint()).toMatchObject({ exitCode: 3, found, failed: true, revisions: ['b1'], statements: 3 });
  git('add', '-A');
  expect(await lint('--staged')).toMatchObject({ exitCode: 3, found, scope: { kind: 'staged' } });
  // What is staged counts, not what is in the working tree.
  revision('b1', 'a1', 'select 1;');
  expect(await lint('--staged')).toMatchObject({ exitCode: 3, found });
  expect(await lint('--base', 'main')).toMatchObject({ exitCode: 0, found: [] });
  git('commit', '-qm', 'x');
  expect(await lint('--base', 'HEAD')).toMatchObject({ revisions: ['b1'], found: [] });
  git('checkout', '-q', '.');
  expect(await lint('--affected')).toMatchObject({ exitCode: 3, found, scope: { kind: 'since', ref: 'main' } });
  expect(await lint('--base', 'HEAD')).toMatchObject({ exitCode: 0, revisions: [] });
});

test('a range has both ends, one symbol is one revision, and what is below counts for the catalog', async () => {
  const { revision, lint } = repository();
  revision('b1', 'a1', 'create index on orders (note);');
  revision('c1', 'b1', '-- lint:ignore drop-table "nobody uses it"\ndrop table orders;');
  expect(await lint('b1')).toMatchObject({ revisions: ['b1'], found: ['index-not-concurrent'] });
  expect(await lint('c1')).toMatchObject({
    found: ['lossy-unmarked'],
    hidden: [{ rule: 'drop-table', reason: 'nobody uses it' }],
    exitCode: 0,
  });
  expect(await lint('b1:c1')).toMatchObject({
    revisions: ['b1', 'c1'],
    found: ['index-not-concurrent', 'lossy-unmarked'],
  });
  // All of it is one plan: the table is new.
  expect(await lint('base:heads')).toMatchObject({ revisions: ['a1', 'b1', 'c1'], hidden: [], exitCode: 0 });
  expect(await lint('base:heads', '--slice', 'other')).toMatchObject({ found: [] });
});

test('formats point at file and line, and the text says what to do', async () => {
  const { revision, run } = repository();
  revision('b1', 'a1', 'select 1;\ncreate index on orders (note);');
  const file = 'features/shop/migrations/b1.sql';
  expect((await run()).stdout).toBe(
    `✗ [index-not-concurrent] ${file}:7: Blocks all writes to orders until the index is built.
    → CREATE INDEX CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off
1 revision since main, 2 statements: 1 error. Sizes of tables are unknown.
`,
  );
  expect((await run('--format', 'github')).stdout).toContain(
    `::error file=${file},line=7,title=index-not-concurrent::`,
  );
  expect(JSON.parse((await run('--format', 'gitlab')).stdout)).toMatchObject([
    { check_name: 'index-not-concurrent', severity: 'major', location: { path: file, lines: { begin: 7 } } },
  ]);
  expect(JSON.parse((await run('--format', 'sarif')).stdout).runs[0].results).toMatchObject([
    { ruleId: 'index-not-concurrent', level: 'error' },
  ]);
  expect((await run('--format', 'markdown')).stdout).toContain(
    `| error | \`index-not-concurrent\` | features/shop/migrations/b1.sql:7 |`,
  );
});

test('the configuration says what counts, and code is said not to be looked at', async () => {
  const { write, revision, lint, run } = repository();
  revision('b1', 'a1', 'alter table orders drop column note;');
  write(
    'features/shop/migrations/c1.ts',
    '// revision: c1\n// revises: b1\n// message: c\nexport async function upgrade() {}\n',
  );
  write('migrate.config.json', JSON.stringify({ lint: { base: 'main', rules: { 'drop-column': 'warning' } } }));
  expect(await lint()).toMatchObject({
    exitCode: 0,
    findings: [{ rule: 'drop-column', level: 'warning' }, { rule: 'lossy-unmarked' }],
    unread: [{ revision: 'c1', file: 'features/shop/migrations/c1.ts' }],
  });
  write('migrate.config.json', JSON.stringify({ lint: { base: 'elsewhere' } }));
  expect(await run()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('unknown-git-ref') });
  expect(await run('b1', '--staged')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('cannot be used together'),
  });
});

test('check tells the errors of what is new, where the configuration asks for it', async () => {
  const { root, write, git, revision } = repository();
  revision('b1', 'a1', 'alter table orders drop column note;');
  const check = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await runCli(['check', '--no-schema', '--json', ...args], { cwd: root });
    return { exitCode, findings: JSON.parse(stdout).findings };
  };
  expect(await check()).toEqual({ exitCode: 0, findings: [] });
  write('migrate.config.json', JSON.stringify({ lint: { check: true } }));
  const found = {
    exitCode: 3,
    findings: [{ code: 'drop-column', slice: 'shop', message: expect.stringMatching(/b1\.sql:6: Running code/) }],
  };
  expect(await check()).toMatchObject(found);
  expect(await check('--affected', '--base', 'main')).toMatchObject(found);
  git('add', '-A');
  expect(await check('--staged')).toMatchObject(found);
  expect(await check('--slice', 'other')).toEqual({ exitCode: 0, findings: [] });
});
