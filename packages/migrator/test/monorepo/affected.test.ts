import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { tempDir } from '../support/temp-dir.ts';

const OWNERS: Readonly<Record<string, readonly string[]>> = { common: ['@platform'], shop: ['@shop'] };

/**
 * A repository whose workspace lies in a folder of it: `shop` depends on `common`, `alone` imports the package
 * `libs/columns`; `feature` begins at `main`.
 */
function repository() {
  const top = tempDir();
  const root = join(top, 'app');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
  };
  const commit = (): void => {
    git('add', '-A');
    git('commit', '-qm', 'x');
  };
  const revision = (slice: string, id: string, header: string): void => {
    const whole = id.repeat(12);
    const text = `-- revision: ${whole}\n${header}-- message: step ${id}\n\n-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade\nselect 1;\n`;
    write(`features/${slice}/migrations/${whole}.sql`, text);
  };
  const base = { common: 'a', shop: 'b', alone: 'c' };
  for (const [slice, id] of Object.entries(base)) {
    write(`features/${slice}/slice.json`, JSON.stringify({ label: slice, owners: OWNERS[slice] ?? [] }));
    const dependencies = slice === 'alone' ? { '@acme/columns': '*' } : {};
    write(`features/${slice}/package.json`, JSON.stringify({ name: `@acme/${slice}`, dependencies }, null, 2));
    write(`features/${slice}/src/schema.ts`, 'export {};\n');
    revision(slice, id, '');
  }
  write('libs/columns/package.json', '{ "name": "@acme/columns" }');
  write('nx.json', '{}');
  mkdirSync(join(root, 'node_modules/@acme'), { recursive: true });
  symlinkSync('../../libs/columns', join(root, 'node_modules/@acme/columns'));
  writeFileSync(join(top, '.gitignore'), '.braid\nnode_modules\n');
  git('init', '-q', '-b', 'main', '..');
  commit();
  git('checkout', '-qb', 'feature');
  const check = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await runCli(['check', '--no-schema', '--json', ...args], { cwd: root });
    return { exitCode, ...JSON.parse(stdout) };
  };
  const reached = async (...args: readonly string[]) =>
    (await check(...args)).affected.slices.map(({ slice }: { readonly slice: string }) => slice);
  return { top, root, write, git, commit, revision, check, reached };
}

test('what is committed, changed, new or gone since the branches split', async () => {
  const { root, write, git, commit, reached, check } = repository();
  expect(await reached('--affected')).toEqual([]);
  // On the other branch it is none of ours.
  git('checkout', '-q', 'main');
  write('features/alone/a.ts', '');
  commit();
  git('checkout', '-q', 'feature');
  expect(await reached('--affected', '--base', 'main')).toEqual([]);

  write('features/shop/new.ts', '');
  expect(await reached('--affected')).toEqual(['shop']);
  commit();
  rmSync(join(root, 'features/common/src/schema.ts'));
  expect(await reached('--affected')).toEqual(['common', 'shop']);
  write('libs/columns/index.ts', '');
  expect(await reached('--affected')).toEqual(['alone', 'common', 'shop']);
  const { exitCode, affected } = await check('--affected');
  expect({ exitCode, affected }).toEqual({
    exitCode: 0,
    affected: {
      since: { ref: 'main', parted: expect.stringMatching(/^[0-9a-f]{40}$/) },
      slices: [
        { slice: 'alone', changed: 'libs/columns/index.ts', standsOn: null },
        { slice: 'common', changed: 'features/common/src/schema.ts', standsOn: null },
        { slice: 'shop', changed: 'features/shop/new.ts', standsOn: null },
      ],
      revisions: [],
    },
  });
});

test('only the slices that are reached are judged, but a broken graph is for all', async () => {
  const { root, revision, commit, check, reached } = repository();
  appendFileSync(join(root, 'features/alone/package.json'), '\n');
  revision('common', 'd', `-- revises: ${'a'.repeat(12)}\n-- unproven: no server\n`);
  commit();
  expect((await check('--affected')).findings).toMatchObject([{ code: 'revision-unproven', slice: 'common' }]);
  const { stdout } = await runCli(['check', '--no-schema', '--affected', '--base', 'HEAD'], { cwd: root });
  expect(stdout).toMatch(/^No slice is reached by what changed since HEAD \([0-9a-f]{12}\)\.\n$/);
  revision('alone', 'e', '-- revises: ffffffffffff\n');
  expect(await reached('--affected', '--base', 'HEAD')).toEqual(['alone']);
  commit();
  expect(await check('--affected', '--base', 'HEAD')).toMatchObject({
    exitCode: 3,
    affected: { slices: [] },
    findings: [{ code: 'missing-revision', slice: 'alone' }],
  });
});

test('approvals of new revisions, and the dependency that package.json lacks', async () => {
  const { root, revision, check } = repository();
  revision('shop', 'd', `-- revises: ${'b'.repeat(12)}\n-- depends-on: ${'a'.repeat(12)}\n`);
  const approval = { revision: 'd'.repeat(12), slice: 'shop', of: 'common', owners: ['@platform'] };
  const missing = { code: 'slice-dependency-missing', slice: 'shop', repair: 'migrate check --fix' };
  expect(await check('--affected')).toMatchObject({
    exitCode: 3,
    affected: { revisions: ['d'.repeat(12)] },
    approvals: [{ ...approval, because: 'depends-on' }],
    findings: [missing],
  });
  expect(await check('--slice', 'common')).toMatchObject({ exitCode: 0, findings: [] });
  const file = 'features/shop/package.json';
  expect(await check('--fix')).toMatchObject({
    exitCode: 0,
    fixed: [{ file, name: '@acme/common', version: '*' }],
    findings: [],
  });
  expect(readFileSync(join(root, file), 'utf8')).toBe(
    '{\n  "name": "@acme/shop",\n  "dependencies": {\n    "@acme/common": "*"\n  }\n}',
  );
  const { stdout } = await runCli(['check', '--no-schema', '--affected'], { cwd: root });
  expect(stdout).toContain(
    '! dddddddddddd of shop is the first to depend on common: needs the approval of @platform\n',
  );
  expect(await runCli(['show', 'dddd'], { cwd: root })).toMatchObject({
    stdout: expect.stringContaining('needs the approval of @platform'),
  });
});

test('a merge depends on nobody, and no dependency closes a cycle of packages', async () => {
  const { revision, check } = repository();
  const [a, b, c] = ['a', 'b', 'c'].map((id) => id.repeat(12));
  revision('common', 'd', `-- revises: ${a}, ${c}\n-- unproven: by hand\n`);
  expect((await check()).findings.map(({ code }: { readonly code: string }) => code)).not.toContain(
    'slice-dependency-missing',
  );
  revision('shop', 'e', `-- revises: ${b}\n-- depends-on: ${'d'.repeat(12)}\n`);
  revision('common', 'f', `-- revises: ${'d'.repeat(12)}\n-- depends-on: ${b}\n`);
  const { fixed } = await check('--fix');
  expect(fixed).toHaveLength(1);
  expect((await check('--fix')).fixed).toEqual([]);
});

test.each<[what: string, dependencies: Readonly<Record<string, string>>, fixed: readonly string[]]>([
  ['by nothing', {}, ['features/alone/package.json needs @acme/shop']],
  ['by its own package', { 'features/alone': '@acme/shop' }, []],
  ['by a package between', { 'features/alone': '@acme/columns', 'libs/columns': '@acme/shop' }, []],
  ['the other way round', { 'features/shop': '@acme/alone' }, []],
  [
    'the other way round, with a package between',
    { 'features/shop': '@acme/columns', 'libs/columns': '@acme/alone' },
    [],
  ],
])('a slice that went ahead of another one needs it now, as is said %s', async (_, dependencies, fixed) => {
  const { write, revision, check } = repository();
  for (const folder of ['features/alone', 'features/shop', 'libs/columns']) {
    const given = dependencies[folder] === undefined ? {} : { [dependencies[folder]]: '*' };
    const name = `@acme/${folder.split('/').at(-1)}`;
    write(`${folder}/package.json`, JSON.stringify({ name, dependencies: given }));
  }
  const [b, c, d] = ['b', 'c', 'd'].map((id) => id.repeat(12));
  revision('shop', 'd', `-- revises: ${b}\n-- depends-on: ${c}\n`);
  revision('alone', 'e', `-- revises: ${c}\n-- depends-on: ${d}\n`);
  const result = await check('--fix');
  expect(result.findings).toEqual([]);
  expect(result.fixed.map(({ file, name }: Record<string, string>) => `${file} needs ${name}`)).toEqual(fixed);
  // Nothing closes a circle of packages afterwards.
  expect(await check()).toMatchObject({ exitCode: 0, findings: [] });
});

test('the thread that loads schemas starts for a commit that touches a slice, and for no other', async () => {
  const { root, write, git } = repository();
  let threads = 0;
  const count = (): void => {
    threads += 1;
  };
  process.on('worker', count);
  try {
    for (const [file, expected] of [
      ['notes.md', false],
      ['features/shop/src/schema.ts', true],
    ] as const) {
      write(file, '// changed');
      git('add', '.');
      await runCli(['check', '--staged'], { cwd: root });
      expect([file, threads > 0]).toEqual([file, expected]);
    }
  } finally {
    process.off('worker', count);
  }
});

test('what is staged, not what is in the working tree', async () => {
  const { root, write, git, revision, check, reached } = repository();
  write('notes.md', '');
  git('add', '.');
  expect(await check('--staged')).toMatchObject({ exitCode: 0, revisions: 0, affected: { since: null, slices: [] } });
  revision('common', 'd', `-- revises: ${'a'.repeat(12)}\n`);
  git('add', '.');
  expect(await reached('--staged')).toEqual(['common']);
  // A fault that is staged and corrected later only in the working tree; one that is only in the working tree.
  revision('common', 'd', `-- revises: ${'a'.repeat(12)}\n-- unproven: staged\n`);
  git('add', '.');
  revision('common', 'd', `-- revises: ${'a'.repeat(12)}\n`);
  write('features/shop/migrations/broken.sql', 'no header');
  expect(await check('--staged')).toMatchObject({
    exitCode: 3,
    revisions: 4,
    findings: [{ code: 'revision-unproven', message: expect.stringContaining('staged') }],
  });
  expect(readdirSync(join(root, '.braid/staged'))).toEqual([]);
  expect(readFileSync(join(root, 'features/common/migrations/dddddddddddd.sql'), 'utf8')).not.toContain('unproven');
});

test.each<[what: string, args: readonly string[], code: string, exitCode: number, hint: RegExp]>([
  [
    'an unknown branch',
    ['check', '--affected', '--base', 'nowhere'],
    'unknown-git-ref',
    2,
    /git fetch origin nowhere;/,
  ],
  [
    'its twin of the server',
    ['validate', '--affected', '--base', 'origin/x'],
    'unknown-git-ref',
    2,
    /git fetch origin x;/,
  ],
  ['--base alone', ['check', '--base', 'main'], 'usage', 2, /check --affected --base main/],
  ['--base alone', ['validate', '--base', 'main'], 'usage', 2, /validate --affected --base main/],
  ['two choices', ['check', '--staged', '--affected'], 'usage', 2, /one of them/],
  ['a slice besides', ['check', '--affected', '--slice', 'shop'], 'usage', 2, /one of them/],
  ['revisions besides', ['validate', '--affected', 'heads'], 'usage', 2, /Leave/],
  ['to write into what is staged', ['check', '--staged', '--fix'], 'usage', 2, /then stage/],
])('%s is refused: %j', async (_what, args, code, exitCode, hint) => {
  const { root } = repository();
  const { exitCode: given, stdout } = await runCli(['--json', ...args], { cwd: root });
  expect({ exitCode: given, error: JSON.parse(stdout).error }).toMatchObject({
    exitCode,
    error: { code, hint: expect.stringMatching(hint) },
  });
});

test('a clone without history, and a folder without git, end in one error with its repair', async () => {
  const { top, root, commit, write, git, check } = repository();
  write('features/shop/a.ts', '');
  commit();
  git('branch', 'other', 'main');
  const shallow = join(tempDir(), 'clone');
  execFileSync('git', ['clone', '-q', '--depth', '1', '--no-single-branch', `file://${top}`, shallow], {
    stdio: 'pipe',
  });
  const { stdout } = await runCli(['--json', 'check', '--affected', '--base', 'origin/main'], {
    cwd: join(shallow, 'app'),
  });
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'no-merge-base',
    hint: expect.stringContaining('--unshallow'),
  });
  rmSync(join(top, '.git'), { recursive: true });
  expect(await check('--affected', '-C', root)).toMatchObject({ exitCode: 1, error: { code: 'git-failed' } });
  expect(await check('--staged', '-C', root)).toMatchObject({ exitCode: 1, error: { code: 'git-failed' } });
});

test('validate --affected asks for no server when no revision changed', async () => {
  const { root, write } = repository();
  write('features/shop/a.ts', '');
  const { exitCode, stdout } = await runCli(['validate', '--affected'], { cwd: root });
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^No revision is new or changed since main \([0-9a-f]{12}\)\.\n$/),
  });
});
