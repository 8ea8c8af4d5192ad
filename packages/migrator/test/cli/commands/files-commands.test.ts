import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../../..');

function workspace(files: Record<string, string>): string {
  const root = tempDir();
  for (const [path, text] of Object.entries({ 'migrate.config.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const SLICE = '{"label":"events","schema":"./src/schema.ts","migrations":"./migrations"}';

function revision(id: string, revises: string, more: readonly string[] = []): string {
  const header = [`-- revision: ${id}`, `-- revises: ${revises}`, ...more, `-- message: ${id} message`];
  return `${header.join('\n')}\n\n-- migrate:upgrade\ncreate table ${id} (id int);\n\n-- migrate:downgrade\ndrop table ${id};\n`;
}

const two = () =>
  workspace({
    'features/events/slice.json': SLICE,
    'features/events/migrations/1_a1.sql': revision('a1', '', ['-- branch-label: events']),
    'features/events/migrations/2_b1.sql': revision('b1', 'a1'),
    'features/events/migrations/2_b2.sql': revision('b2', 'a1'),
  });

describe('the reference workspace', () => {
  test('check finds nothing', async () => {
    // A copy: in the repository itself somebody may have run `validate`, and then the whole is proven.
    const copy = workspace({});
    cpSync(join(REPOSITORY, 'features'), join(copy, 'features'), { recursive: true });
    const { exitCode, stdout } = await runCli(['check', '--no-schema'], { cwd: copy });
    expect(stdout).toMatch(
      /^ok \d+ revisions in 6 slices, nothing wrong\. Schemas compared: 0 of 6 \(6 slices: --no-schema\)\.\nNot read: code in common .*, strategy \w+\. Whether its order .*\nNot proven as a whole .*\n$/,
    );
    expect(exitCode).toBe(0);
  });

  test('every slice has one head', async () => {
    const { stdout } = await runCli(['heads', '--json'], { cwd: REPOSITORY });
    const { heads, merges } = JSON.parse(stdout);
    expect(merges).toEqual([]);
    expect(heads.length).toBeGreaterThanOrEqual(5);
  });

  test('it has what the design lists', async () => {
    const { stdout } = await runCli(['history', '--json'], { cwd: REPOSITORY });
    const { revisions } = JSON.parse(stdout);
    expect(revisions.length).toBeGreaterThanOrEqual(24);
    const labels = revisions.flatMap((revision: { labels: string[] }) => revision.labels);
    expect(labels).toEqual(expect.arrayContaining(['common', 'discord', 'events', 'execution', 'setups', 'strategy']));
    expect(revisions.filter(({ mergePoint }: { mergePoint: boolean }) => mergePoint).length).toBeGreaterThanOrEqual(2);
    expect(revisions.some(({ dependsOn }: { dependsOn: string[] }) => dependsOn.length > 0)).toBe(true);
    expect(revisions.some(({ file }: { file: string }) => file.endsWith('.ts'))).toBe(true);
  });

  test('--slice narrows', async () => {
    const { stdout } = await runCli(['history', '--slice', 'events'], { cwd: REPOSITORY });
    expect(
      stdout
        .trim()
        .split('\n')
        .every((line) => line.includes('  events  ')),
    ).toBe(true);
  });
});

describe('two heads in one slice', () => {
  test('heads names them and the command that joins them', async () => {
    const { stdout, exitCode } = await runCli(['heads'], { cwd: two() });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      `b1  events  b1 message
b2  events  b2 message
! events has 2 heads, made at the same time. Join them: migrate merge events
    b1  features/events/migrations/2_b1.sql
    b2  features/events/migrations/2_b2.sql
`,
    );
  });

  test('check fails with 3', async () => {
    const { stdout, exitCode } = await runCli(['check'], { cwd: two() });
    expect(exitCode).toBe(3);
    expect(stdout).toContain('[multiple-heads]');
    expect(stdout).toContain('migrate merge events');
  });

  test('show explains one revision', async () => {
    const { stdout } = await runCli(['show', 'b1'], { cwd: two() });
    expect(stdout).toContain('b1  b1 message');
    expect(stdout).toContain('features/events/migrations/2_b1.sql');
    expect(stdout).toContain('create table b1 (id int);');
  });

  test('an ambiguous symbol is one clear error', async () => {
    const { stderr, exitCode } = await runCli(['show', 'events@head'], { cwd: two() });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error \[multiple-heads\]/);
    expect(stderr).not.toContain('    at ');
  });
});

describe('broken files', () => {
  test.each([
    ['a duplicate id', { 'features/events/migrations/9.sql': revision('b1', 'a1') }, 'duplicate'],
    ['a missing parent', { 'features/events/migrations/9.sql': revision('c1', 'zz') }, 'zz'],
    ['a broken header', { 'features/events/migrations/9.sql': '-- revison: c1\n' }, '9.sql'],
  ])('%s: check lists it, other commands stop with it', async (_name, files, mention) => {
    const root = two();
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    const checked = await runCli(['check', '--json'], { cwd: root });
    expect(checked.exitCode).toBe(3);
    expect(checked.stdout).toContain(mention);
    const stopped = await runCli(['heads'], { cwd: root });
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain(mention);
    expect(stopped.stderr).toContain('→');
    expect(stopped.stdout).toBe('');
  });

  test('all faults are listed, not only the first', async () => {
    const root = two();
    writeFileSync(join(root, 'features/events/migrations/8.sql'), 'nothing');
    writeFileSync(join(root, 'features/events/migrations/9.sql'), revision('c1', 'zz'));
    const { findings } = JSON.parse((await runCli(['check', '--json'], { cwd: root })).stdout);
    expect(findings.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the command line', () => {
  const cwd = REPOSITORY;

  test.each([
    [['nonsense'], 'nonsense'],
    [['upgrad'], 'upgrade'],
    [['heads', '--nonsense'], '--nonsense'],
    [['heads', 'too', 'many'], 'Too many arguments'],
    [['haeds'], "Unknown command 'haeds'."],
    [['upgrade', '--url', 'postgres://a/b', '--env', 'x'], 'cannot be used with'],
    [['history', '--slice', 'a', '--slice', 'b'], 'Give it once'],
    [['--env', 'a', 'status', '--env', 'b'], 'Give it once'],
    [['upgrade', '--lock-wait', 'soon'], 'Write a time such as'],
    [['downgrade'], 'target'],
    [['db', 'dance'], 'db dance'],
    [['db', 'strat'], 'Did you mean start?'],
    [['repair', 'adpot', 'x', '--reason', 'y'], 'Did you mean adopt?'],
    [['completion', 'bahs'], 'Did you mean bash?'],
    [['init', '--template', 'monorep'], 'Allowed choices are single, monorepo, service, deploy'],
    [['heads', '--slice', 'nope'], 'Known slices: common'],
    [['heads', '--slice', 'evnets'], 'Did you mean events?'],
    [['history', '-n', '0'], 'Write a whole number from 1.'],
    [['help', 'histroy'], 'Did you mean history?'],
    [['upgrade', 'haeds', '--sql', '--from', 'base'], 'Did you mean heads?'],
    [['histroy'], 'Did you mean history?'],
    [['history', '--indicate-curent'], 'Did you mean --indicate-current?'],
    [['history', '--sclie', 'events'], 'Did you mean --slice?'],
    [['--josn', 'history'], 'Did you mean --json?'],
    [['edit'], 'migrate edit --help lists arguments and options.'],
    [['show', 'evnets'], 'Did you mean events'],
    [['db', 'stop', '--url', 'postgres://u:canary@h/d'], 'has no effect on the database of --url.'],
    [['upgrade', '--sql', '--plan'], 'cannot be used with'],
    [['status', '--url', 'postgres://u:can#ary/@h/d'], 'cannot be told apart'],
    [['graph', '--format', 'sgv'], 'Allowed choices are svg'],
    [['heads', '-x', '=1'], 'Write key=value'],
  ])('%j is a usage error', async (argv, mention) => {
    const { exitCode, stderr } = await runCli(argv, { cwd });
    expect(stderr).toContain(mention);
    expect(stderr).toMatch(/^error \[/);
    expect(stderr).not.toMatch(/can#?ary/);
    expect(exitCode).toBe(2);
  });

  test('db has no effect on the database of an environment', async () => {
    const root = two();
    const environments = { production: { url: 'postgres://u@h/d' } };
    writeFileSync(join(root, 'migrate.config.json'), JSON.stringify({ environments }));
    const { exitCode, stderr } = await runCli(['db', 'reset', '--yes', '--env', 'production'], { cwd: root });
    expect(stderr).toContain('has no effect on the database of --env production');
    expect(exitCode).toBe(2);
  });

  test('an error is JSON with --json', async () => {
    const { exitCode, stdout, stderr } = await runCli(['heads', '--slice', 'nope', '--json'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unknown-slice', facts: { slice: 'nope' } } });
  });

  test('no command prints help and is a usage error', async () => {
    const { exitCode, stdout, stderr } = await runCli([], { cwd });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('apply revisions up to a target');
    expect(stderr).toContain('No command was given');
    const json = await runCli(['--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'usage' } });
  });

  test('help is the same in both ways of asking for it', async () => {
    const { exitCode, stdout } = await runCli(['history', '--help'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: migrate history');
    expect(await runCli(['help', 'history'], { cwd })).toMatchObject({ exitCode: 0, stdout });
  });

  test('a workspace is found upwards, or named', async () => {
    const root = two();
    const inside = join(root, 'features/events/migrations');
    expect((await runCli(['heads'], { cwd: inside })).stdout).toContain('b1');
    expect((await runCli(['heads', '-C', root], { cwd: '/' })).stdout).toContain('b1');
  });

  test('a copied slice is a second owner of its label', async () => {
    const root = two();
    cpSync(join(root, 'features/events'), join(root, 'features/copy'), { recursive: true });
    const { exitCode, stderr } = await runCli(['heads'], { cwd: root });
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('features/copy');
  });
});
