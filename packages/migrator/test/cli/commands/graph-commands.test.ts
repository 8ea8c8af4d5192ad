import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toRevisions } from '../../../src/testing/graph.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A workspace with the revisions of a drawing (see `toRevisions`). */
function workspace(drawing: string): string {
  const root = tempDir();
  write(root, 'migrate.config.json', '{}');
  for (const { id, slice, revises, dependsOn, labels, file } of toRevisions(drawing)) {
    const manifest = { label: slice, schema: './src/schema.ts', migrations: './migrations' };
    write(root, `features/${slice}/slice.json`, JSON.stringify(manifest));
    const header = [`revision: ${id}`, `revises: ${revises.join(', ')}`, `depends-on: ${dependsOn.join(', ')}`];
    const more = [`branch-label: ${labels.join(', ')}`, `message: make ${id}`];
    const lines = [...header, ...more].filter((line) => !line.endsWith(': ')).map((line) => `-- ${line}`);
    write(root, file, `${lines.join('\n')}\n\n-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade\nselect 1;\n`);
  }
  return root;
}

const TWO = 'u1[users]@users; e1[events]@events -> e2, e3; u1 ~> e2';

function git(root: string, author: string, ...args: readonly string[]): string {
  const [name, date] = author.split('/');
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: 'a@b' };
  const committer = { GIT_COMMITTER_NAME: 'ci', GIT_COMMITTER_EMAIL: 'c@d', GIT_AUTHOR_DATE: date };
  return execFileSync('git', args, { cwd: root, env: { ...env, ...committer }, encoding: 'utf8' });
}

describe('history --graph', () => {
  test('draws lanes, in the order of branches', async () => {
    const { stdout, exitCode } = await runCli(['history', '--graph'], { cwd: workspace(TWO) });
    expect(stdout).toBe(`●    e2  events  make e2 (head, needs u1)
│ ●  e3  events  make e3 (head)
●─╯  e1  events  make e1 (@events, base, branch point)

●    u1  users   make u1 (@users, base, head)
`);
    expect(exitCode).toBe(0);
  });

  test('in ASCII, with files, of one slice and of a range', async () => {
    const cwd = workspace(TWO);
    const { stdout } = await runCli(['history', '-g', '--ascii', '-v', '--slice', 'events'], { cwd });
    expect(stdout).toBe(`*    e2  events  make e2 (head, needs u1)
|      features/events/migrations/e2.sql
|      revises e1
| *  e3  events  make e3 (head)
| |    features/events/migrations/e3.sql
| |    revises e1
*-'  e1  events  make e1 (@events, base, branch point)
       features/events/migrations/e1.sql
`);
    const range = await runCli(['history', '-g', '-r', 'e1:e3'], { cwd });
    expect(range.stdout).toBe('●  e3  events  make e3 (head)\n●  e1  events  make e1 (@events, base, branch point)\n');
    const data = JSON.parse((await runCli(['history', '-g', '--json'], { cwd })).stdout);
    expect(data.revisions).toHaveLength(4);
    expect(data.revisions[0]).toMatchObject({ applied: null, current: null });
  });

  test('has the colour of the slice in every lane, and none with NO_COLOR', async () => {
    const cwd = workspace(TWO);
    const coloured = await runCli(['history', '-g'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\u001b[36m●\u001b[39m');
    expect(coloured.stdout).toContain('\u001b[32m●\u001b[39m');
    for (const env of [{ FORCE_COLOR: '1', NO_COLOR: '1' }, { FORCE_COLOR: '0' }, {}]) {
      expect((await runCli(['history', '-g'], { cwd, env })).stdout).not.toContain('\u001b');
    }
  });
});

describe('branches', () => {
  test('names branch points and the ways on', async () => {
    const { stdout } = await runCli(['branches'], { cwd: workspace(`${TWO}; u1 -> u2, u3 -> u4`) });
    expect(stdout).toBe(`e1  events  make e1 (branch point)
  ->  e2  events  make e2 (head)
  ->  e3  events  make e3 (head)

u1  users  make u1 (branch point, merged again)
  ->  u2  users  make u2
  ->  u3  users  make u3
`);
  });

  test('of one slice, with files and heads', async () => {
    const cwd = workspace('a[x] -> b -> c; a -> d[y]; k[z] -> l, m');
    const { stdout } = await runCli(['branches', '--slice', 'y', '-v'], { cwd });
    expect(stdout).toBe(`a  x  make a (branch point)
  features/x/migrations/a.sql
  ->  b  x  make b
       features/x/migrations/b.sql  leads to c
  ->  d  y  make d (head)
       features/y/migrations/d.sql
`);
    expect(JSON.parse((await runCli(['branches', '--json'], { cwd })).stdout).branchPoints).toHaveLength(2);
    expect((await runCli(['branches'], { cwd: workspace('a -> b') })).stdout).toContain(
      'No revision has more than one',
    );
  });
});

describe('graph', () => {
  test('prints and writes every format', async () => {
    const cwd = workspace(TWO);
    const starts = { svg: '<svg ', dot: 'digraph ', mermaid: 'flowchart BT', json: '{' };
    for (const [format, start] of Object.entries(starts)) {
      const { stdout, exitCode } = await runCli(['graph', '--format', format], { cwd });
      expect(exitCode).toBe(0);
      expect(stdout.startsWith(start)).toBe(true);
      const file = join(cwd, `graph.${format}`);
      const written = await runCli(['graph', '--format', format, '--out', file], { cwd });
      expect(written.stdout).toBe(`Wrote ${file}: 4 revisions.\n`);
      expect(readFileSync(file, 'utf8').trim()).toBe(stdout.trim());
    }
  });

  test('is data with --json', async () => {
    const { stdout } = await runCli(['graph', '--json', '--slice', 'events'], { cwd: workspace(TWO) });
    const { format, content, revisions, edges } = JSON.parse(stdout);
    expect({ format, file: null, kind: typeof content }).toEqual({ format: 'svg', file: null, kind: 'string' });
    expect(revisions.map(({ revision, row, lane }: Record<string, unknown>) => [revision, row, lane])).toEqual([
      ['e2', 0, 0],
      ['e3', 1, 1],
      ['e1', 2, 0],
    ]);
    expect(edges).toEqual([
      { from: 'e2', to: 'e1', kind: 'parent' },
      { from: 'e3', to: 'e1', kind: 'parent' },
    ]);
  });

  test('a file that cannot be written is one clear error', async () => {
    const { exitCode, stderr } = await runCli(['graph', '--out', '/dev/null/a.svg'], { cwd: workspace('a') });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error \[document\] \/dev\/null\/a\.svg: cannot be written \(ENOTDIR\)/);
  });
});

describe('who wrote the heads', () => {
  test('heads, branches and errors name author and date where git knows them', async () => {
    const cwd = workspace(TWO);
    git(cwd, 'init/2026-01-01T00:00:00Z', 'init', '-q');
    git(cwd, 'init/2026-01-01T00:00:00Z', 'add', 'features/users', 'features/events/slice.json');
    git(cwd, 'init/2026-01-01T00:00:00Z', 'commit', '-qm', 'first');
    git(cwd, 'Ann Lee/2026-03-01T23:30:00-0800', 'add', 'features/events/migrations/e2.sql');
    git(cwd, 'Ann Lee/2026-03-01T23:30:00-0800', 'commit', '-qm', 'second');
    writeFileSync(
      join(cwd, 'features/events/migrations/e2.sql'),
      readFileSync(join(cwd, 'features/events/migrations/e2.sql')),
    );
    const { stdout } = await runCli(['heads'], { cwd });
    expect(stdout).toContain(`! events has 2 heads, made at the same time. Join them: migrate merge events
    e2  features/events/migrations/e2.sql  Ann Lee, 2026-03-02
    e3  features/events/migrations/e3.sql
`);
    const { heads, merges } = JSON.parse((await runCli(['heads', '--json', '-v'], { cwd })).stdout);
    expect(heads).toMatchObject([
      { revision: 'e2', author: 'Ann Lee', authoredAt: '2026-03-02T07:30:00Z' },
      { revision: 'e3', author: null, authoredAt: null },
      { revision: 'u1', author: 'init', effective: false },
    ]);
    expect(merges).toMatchObject([{ slice: 'events', heads: ['e2', 'e3'], repair: 'migrate merge events' }]);
    expect((await runCli(['check'], { cwd })).stdout).toContain('e2.sql  (Ann Lee, 2026-03-02)');
    const error = await runCli(['show', 'events@head'], { cwd });
    expect(error.stderr).toContain('"events@head" names 2 heads:');
    expect(error.stderr).toContain('e2.sql  (Ann Lee, 2026-03-02)');
    expect(error.stderr).toContain('Join them: migrate merge events.');
    expect((await runCli(['branches', '-v'], { cwd })).stdout).toContain('e2.sql  Ann Lee, 2026-03-02');
  });

  test('a shallow clone does not pretend to know', async () => {
    const origin = workspace(TWO);
    git(origin, 'x/2026-01-01T00:00:00Z', 'init', '-q');
    git(origin, 'x/2026-01-01T00:00:00Z', 'add', '.');
    git(origin, 'x/2026-01-01T00:00:00Z', 'commit', '-qm', 'all');
    git(origin, 'Last/2026-02-01T00:00:00Z', 'commit', '-q', '--allow-empty', '-m', 'later');
    const cwd = tempDir();
    git(cwd, 'x/2026-01-01T00:00:00Z', 'clone', '-q', '--depth', '1', `file://${origin}`, '.');
    const { heads } = JSON.parse((await runCli(['heads', '--json', '-v'], { cwd })).stdout);
    expect(heads[0]).toMatchObject({ revision: 'e2', author: null });
  });

  test('heads of several slices are normal', async () => {
    const { stderr, exitCode } = await runCli(['show', 'head'], { cwd: workspace('a[x]; b[y]') });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"head" names 2 heads, one of each slice, which is normal:');
    expect(stderr).toContain('migrate upgrade heads');
    expect(stderr).not.toContain('merge');
  });
});
