import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

const CONFIG = { revisions: { require: ['ticket'], ticketPattern: 'SHOP-[0-9]+', requireSince: '2026-11-01' } };

function workspace(config: object = CONFIG) {
  const cwd = tempDir();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  const revision = (id: string, revises: string, ...more: readonly string[]): void => {
    const header = [`revision: ${id}`, `revises: ${revises}`, ...more, `message: ${id}`].map((line) => `-- ${line}`);
    write(
      `features/shop/migrations/${id}.sql`,
      `${header.join('\n')}\n\n-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade\nselect 1;\n`,
    );
  };
  write('migrate.config.json', JSON.stringify(config));
  write('features/shop/slice.json', '{"label":"shop","schema":null}');
  revision('a1a1', '', 'branch-label: shop', 'created: 2026-10-31T10:00:00Z');
  const folder = join(cwd, 'features/shop/migrations');
  const run = async (...words: readonly string[]) => await runCli(words, { cwd });
  return { cwd, folder, revision, run };
}

test('a revision without a ticket is not written where one is required', async () => {
  const { folder, run } = workspace();
  const refused = await run('revision', '-m', 'next', '--slice', 'shop', '--empty');
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toBe(
    'error [usage] The configuration requires a ticket for new revisions (revisions.require).\n  → Add it: migrate revision --ticket "…"\n',
  );
  const unfit = await run('revision', '-m', 'next', '--slice', 'shop', '--empty', '--ticket', 'ABC-1');
  expect(unfit.stderr).toContain('The ticket "ABC-1" does not match SHOP-[0-9]+ (revisions.ticketPattern).');
  const lines = await run('revision', '-m', 'next', '--empty', '--ticket', 'SHOP-1', '--impact', 'two\nlines');
  expect(lines.stderr).toContain('--impact needs a text of one line.');
  expect(readdirSync(folder)).toEqual(['a1a1.sql']);
});

test('notes are in the header, and shown by show, history -v and JSON', async () => {
  const { folder, run } = workspace();
  const notes = ['--ticket', 'SHOP-12', '--impact', 'old clients: none', '--rollback', 'restore the backup'];
  const written = await run('revision', '-m', 'next', '--slice', 'shop', '--empty', '--rev-id', 'b2b2', ...notes);
  expect(written.stderr + written.stdout).toContain(
    '-- ticket: SHOP-12\n-- impact: old clients: none\n-- rollback: restore',
  );
  expect((await run('show', 'b2b2')).stdout).toMatch(
    /ticket +SHOP-12\n +impact +old clients: none\n +rollback +restore/,
  );
  expect((await run('history', '-v')).stdout).toMatch(/ticket +SHOP-12/);
  expect((await run('history', '-v', '--graph')).stdout).toContain('ticket: SHOP-12');
  const { revisions } = JSON.parse((await run('history', '--json')).stdout);
  expect(revisions.map(({ notes: each }: { notes: object }) => each)).toEqual([
    { ticket: 'SHOP-12', impact: 'old clients: none', performance: null, rollback: 'restore the backup' },
    { ticket: null, impact: null, performance: null, rollback: null },
  ]);
  expect((await run('check', '--no-schema')).exitCode).toBe(0);
  expect(existsSync(folder)).toBe(true);
});

test('check finds what is missing in new revisions, and leaves the older ones alone', async () => {
  const { folder, revision, run } = workspace();
  revision('b2b2', 'a1a1', 'created: 2026-11-02T10:00:00Z');
  revision('c3c3', 'b2b2', 'created: 2026-11-03T10:00:00Z', 'ticket: ABC-1');
  revision('d4d4', 'c3c3', 'created: 2026-11-03T11:00:00Z', 'ticket: SHOP-4');
  const { stdout, exitCode } = await run('check', '--no-schema', '--json');
  expect(exitCode).toBe(3);
  const found = JSON.parse(stdout).findings.filter(({ code }: { code: string }) => code === 'header-note-missing');
  expect(found.map(({ message }: { message: string }) => message)).toEqual([
    'b2b2 (features/shop/migrations/b2b2.sql) has no ticket in its header, which is required since 2026-11-01.',
    'c3c3 (features/shop/migrations/c3c3.sql) has the ticket "ABC-1", which does not match SHOP-[0-9]+.',
  ]);
  expect(found[0].repair).toContain('Write the line "-- ticket: …" into the header.');
  const github = await run('check', '--no-schema', '--format', 'github');
  expect([github.exitCode, github.stdout.split('\n')[0]]).toEqual([
    3,
    `::error file=features/shop/migrations/b2b2.sql,line=1,title=header-note-missing::${found[0].message}%0A${found[0].repair}`,
  ]);
  expect(JSON.parse((await run('check', '--no-schema', '--format', 'gitlab')).stdout)).toHaveLength(found.length);
  expect(JSON.parse((await run('check', '--no-schema', '--format', 'sarif')).stdout).runs[0].results).toHaveLength(2);
  // What the repair says is all that is needed.
  for (const id of ['b2b2', 'c3c3']) {
    const file = join(folder, `${id}.sql`);
    const text = readFileSync(file, 'utf8').replace(/-- ticket: .*\n/, '');
    writeFileSync(file, text.replace('\n\n', '\n-- ticket: SHOP-9\n\n'));
  }
  expect((await run('check', '--no-schema')).exitCode).toBe(0);
});
