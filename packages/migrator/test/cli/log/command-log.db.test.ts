import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

async function workspace() {
  const root = tempDir();
  const { url, query } = await freshDatabase();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('migrate.config.json', '{}');
  write('features/shop/slice.json', '{"label":"shop","schema":null,"migrations":"./migrations"}');
  write(
    'features/shop/migrations/a1.sql',
    `-- revision: a1\n-- revises:\n-- branch-label: shop\n-- message: a table\n\n-- migrate:upgrade\ncreate table items (id int);\nselect set_config('app.token', 'c4n4ry', true);\nselect '\n2026-01-01T00:00:00Z error forged';\n\n-- migrate:downgrade\ndrop table items;\n`,
  );
  const run = async (...words: string[]) => await runCli([...words, '--url', url], { cwd: root });
  return { root, run, query, log: () => readFileSync(join(root, 'braid.log'), 'utf8') };
}

test('--log-file has statements, times, connections and how it ended, without secrets', async () => {
  const { root, run, log } = await workspace();
  const { exitCode, stderr } = await run('upgrade', 'heads', '--log-file', 'braid.log');
  expect([exitCode, stderr.includes('debug')]).toEqual([0, false]);
  const text = log();
  expect(text).toMatch(/^\S+Z info begun: upgrade heads --log-file braid\.log\n/);
  expect(text).toMatch(/^\S+Z debug connection to \S+ \(\w+\) [\d.]+ m?s open$/m);
  expect(text).toMatch(/^\S+Z debug sql [\d.]+ m?s [^\n]*begin/m);
  expect(text).toContain('create table items (id int)');
  expect(text).toMatch(/^\S+Z info ✓ 1\/1 ↑ a1 {2}shop {2}a table /m);
  expect(text).toMatch(/\S+Z info ended: exit code 0 after [\d.]+ s\n$/);
  expect(text).not.toContain('c4n4ry');
  // No text begins a record of its own.
  expect(text).toContain('\n    2026-01-01T00:00:00Z error forged');
  expect(text).not.toMatch(/^2026-01-01T00:00:00Z/m);
  expect(statSync(join(root, 'braid.log')).mode & 0o777).toBe(0o600);
  await run('downgrade', 'nope', '--log-file', 'braid.log');
  expect(log().startsWith(text)).toBe(true);
  expect(log()).toMatch(/Z error ended: exit code \d after [\d.]+ s\n$/);
});

test('-v shows the same on standard error, --json as JSON lines, --log-level error nothing', async () => {
  const { run } = await workspace();
  const seen = (await run('-v', 'upgrade')).stderr;
  expect(seen).toMatch(/^debug sql [\d.]+ m?s /m);
  expect(seen).not.toContain('c4n4ry');
  const { stderr, stdout } = await run('downgrade', 'base', '--log-level', 'debug', '--json', '--yes');
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ type: 'debug', what: 'sql', durationMs: expect.any(Number) }));
  expect(JSON.parse(stdout)).toMatchObject({ heads: [] });
  expect((await run('upgrade', '--log-level', 'error')).stderr).toBe('');
  expect((await run('upgrade', '-q', '--log-level', 'debug')).exitCode).toBe(2);
  // Where -v has a meaning of its own, it keeps that.
  expect((await run('current', '-v')).stderr).not.toContain('debug');
});

test('a log that cannot be written is an error before anything runs', async () => {
  const { run, query } = await workspace();
  const { exitCode, stderr } = await run('upgrade', '--log-file', 'no/such/folder/braid.log');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error \[file-system\] .*braid\.log/);
  expect(await query("select to_regclass('items') as made")).toEqual([{ made: null }]);
});
