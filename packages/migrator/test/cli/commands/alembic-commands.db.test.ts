import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

let root = '';
let database: FreshDatabase;

beforeEach(async () => {
  root = tempDir();
  database = await freshDatabase();
  write('migrate.config.json', '{}');
  for (const slice of ['events', 'users']) {
    const manifest = { label: slice, schema: './src/schema.ts', migrations: './migrations' };
    write(`features/${slice}/slice.json`, JSON.stringify(manifest));
  }
  revision('users', 'u1', '', ['-- branch-label: users']);
  revision('events', 'e1', '', ['-- branch-label: events', '-- depends-on: u1']);
  revision('events', 'e2', 'e1');
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function revision(slice: string, id: string, revises: string, more: readonly string[] = []): void {
  const header = [`-- revision: ${id}`, `-- revises: ${revises}`, ...more, `-- message: make ${id}`].join('\n');
  const body = `-- migrate:upgrade\ncreate table ${id} (id int);\n\n-- migrate:downgrade\ndrop table ${id};\n`;
  write(`features/${slice}/migrations/${id}.sql`, `${header}\n\n${body}`);
}

async function migrate(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return await runCli([...argv, '--url', database.url], { cwd: root, env });
}

async function json(...argv: readonly string[]) {
  const { stdout, stderr, exitCode } = await migrate([...argv, '--json', '-q']);
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), exitCode };
}

test('migrate-to goes up to what is missing and down to what is applied', async () => {
  expect(await json('migrate-to', 'e1')).toMatchObject({ direction: 'upgrade', heads: ['e1'] });
  expect(await json('migrate-to', 'heads')).toMatchObject({ direction: 'upgrade', heads: ['e2'] });
  expect(await json('migrate-to', 'e1', '--plan')).toMatchObject({ direction: 'downgrade', heads: ['e1'] });
  expect(await json('migrate-to', 'events@head')).toMatchObject({ revisions: [], heads: ['e2'] });
  expect(await json('migrate-to', '-1')).toMatchObject({ direction: 'downgrade', heads: ['e1'] });
  expect(await json('migrate-to', '+1')).toMatchObject({ direction: 'upgrade', heads: ['e2'] });
  expect(await json('--slice', 'events', 'migrate-to', 'base')).toMatchObject({
    direction: 'downgrade',
    heads: ['u1'],
  });
  expect(await json('migrate-to', 'base')).toMatchObject({ direction: 'downgrade', heads: [] });
  expect(await json('migrate-to', 'nope')).toMatchObject({ error: { code: 'unknown-revision' }, exitCode: 2 });
});

test('ensure-version makes the state and nothing else, once', async () => {
  expect(await json('ensure-version')).toMatchObject({ created: true });
  expect(await json('ensure-version')).toMatchObject({ created: false });
  expect(await json('status')).toMatchObject({ initialized: true, slices: [{ applied: 0 }, { applied: 0 }] });
  expect((await migrate(['ensure-version'])).stdout).toBe('The schema braid already exists.\n');
});

test('what cannot be gone back to leads to what can', async () => {
  const { stderr, exitCode } = await migrate(['downgrade', 'head']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('migrate downgrade events@-1');
  expect(stderr).not.toContain('migrate upgrade');
  expect((await migrate(['log', '--revision', 'e'])).stdout).toBe('No entry matches. Give whole ids.\n');
  expect((await migrate(['log'])).stdout).toBe('Nothing was attempted yet.\n');
});

test('stamp takes no range without --sql, and counts no steps', async () => {
  expect(await json('stamp', 'base:heads')).toMatchObject({ error: { code: 'range-not-allowed' }, exitCode: 2 });
  for (const steps of ['-1', 'events@+1']) {
    const { exitCode, stderr } = await migrate(['stamp', '--', steps]);
    expect(stderr).toContain('stamp does not count steps');
    expect(exitCode).toBe(2);
  }
});

test('--tag is kept in the log, -x reaches data revisions and is not', async () => {
  write(
    'features/users/migrations/u2.ts',
    `// revision: u2\n// revises: u1\n// message: fill\n
export async function upgrade(op) { op.log('tenant ' + op.args.tenant + ', dry ' + JSON.stringify(op.args.dry)); }
export async function downgrade() {}\n`,
  );
  const up = await migrate(['upgrade', 'heads', '--tag', 'release 7', '-x', 'tenant=canary', '-x', 'dry']);
  expect(up.exitCode, up.stderr).toBe(0);
  expect(up.stderr).toContain('tenant canary, dry ""');
  await migrate(['downgrade', 'base', '-xtenant=canary', '--tag', 'back']);
  await migrate(['stamp', 'heads', '--tag', 'by hand']);
  const { entries } = await json('log', '-n', '100');
  const tagged = entries.filter(({ reason }: { reason?: string }) => reason !== undefined);
  expect(tagged.map(({ action, event, reason }: Record<string, string>) => [action, event, reason])).toEqual([
    ['stamp', 'done', 'by hand'],
    ...Array(4).fill(['stamp', 'done', 'by hand']),
    ['run', 'done', 'back'],
    ['run', 'started', 'back'],
    ['run', 'done', 'release 7'],
    ['run', 'started', 'release 7'],
  ]);
  expect(JSON.stringify(entries)).not.toContain('canary');
  expect((await migrate(['log', '-n', '100'])).stdout).toContain('tag: release 7');
});

test('what is applied is marked in history and graph', async () => {
  await migrate(['upgrade', 'e1']);
  expect((await migrate(['history', '--graph', '-i'])).stdout).toBe(
    `○  e2  events  make e2 (head)
◆  e1  events  make e1 (@events, base, current, needs u1)

●  u1  users   make u1 (@users, base, head)
`,
  );
  expect((await migrate(['history', '-r', 'current:heads', '--graph', '--ascii'])).stdout).toMatch(
    /^o {2}e2.*\n@ {2}e1/,
  );
  expect((await migrate(['history', '-i'])).stdout).toBe(
    `e2  events  make e2 (head, not applied)
e1  events  make e1 (@events, base, current)
u1  users   make u1 (@users, base, head)
`,
  );
  const verbose = await migrate(['history', '-r', 'e1:e2', '--indicate-current', '-v']);
  expect(verbose.stdout).toMatch(
    /^e2 {2}make e2 \(head\)\n(.*\n)*? {2}applied +no\n\ne1 {2}make e1 \(@events, base, current\)/,
  );
  const { revisions } = await json('graph', '-i', '--format', 'json');
  expect(revisions.map((one: Record<string, string>) => [one.revision, one.standing])).toEqual([
    ['e2', 'pending'],
    ['e1', 'current'],
    ['u1', 'applied'],
  ]);
});

describe('edit', () => {
  /** An editor that runs a shell command with the file as $1. */
  function editor(command: string): string {
    const path = join(root, 'edit with spaces.sh');
    writeFileSync(path, `#!/bin/sh\n${command}\n`);
    chmodSync(path, 0o755);
    return `'${path}' --wait`;
  }

  test('opens the file of one revision and checks it afterwards', async () => {
    const file = join(root, 'features/events/migrations/e2.sql');
    const EDITOR = editor('echo "-- a note" >> "$2"');
    const edited = await migrate(['edit', 'events@head'], { EDITOR });
    expect(edited.exitCode, edited.stderr).toBe(0);
    expect(edited.stdout).toContain('ok features/events/migrations/e2.sql was changed and has no problems.');
    expect(readFileSync(file, 'utf8')).toContain('-- a note');
    const untouched = await migrate(['edit', 'e2'], { VISUAL: 'true', EDITOR: 'false' });
    expect(untouched.stdout).toBe('features/events/migrations/e2.sql was not changed.\n');
    const broken = await migrate(['edit', 'e2', '--json'], { EDITOR: editor('echo "-- revison: x" > "$2"') });
    expect(broken.exitCode).toBe(3);
    expect(JSON.parse(broken.stdout)).toMatchObject({
      revision: 'e2',
      changed: true,
      findings: [{ file: expect.any(String) }],
    });
  });

  test('current is where the database is', async () => {
    await migrate(['upgrade', 'e1']);
    expect((await migrate(['edit', 'current'], { EDITOR: 'true' })).stdout).toContain('e1.sql was not changed');
  });

  test.each([
    [['edit', 'e2'], {}, 2, 'editor-missing'],
    [['edit', 'e2'], { EDITOR: 'exit 3;' }, 1, 'editor-failed'],
    [['edit', 'heads'], { EDITOR: 'true' }, 0, ''],
    [['edit', 'base'], { EDITOR: 'true' }, 2, 'That names no revision'],
    [['edit', 'nope'], { EDITOR: 'true' }, 2, 'unknown-revision'],
  ])('%j with %j ends with %i', async (argv, env, code, mention) => {
    const { exitCode, stderr } = await migrate(argv, env);
    expect(stderr).toContain(mention);
    expect(exitCode).toBe(code);
  });
});
