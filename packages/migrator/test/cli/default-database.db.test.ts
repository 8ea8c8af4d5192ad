import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMigrator } from '../../src/index.ts';
import { revisionText, writeTree } from '../adapters/fs/write-tree.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { runCli } from './run-cli.ts';

const FILES = {
  'nx.json': '{}',
  'features/events/slice.json': '{ "label": "events", "schema": null }',
  'features/events/migrations/a.sql': revisionText('a1', '-- branch-label: events\n-- message: one'),
};

test('nothing names a database in production: nothing is started, by no command and by no program', async () => {
  const cwd = writeTree({ ...FILES, 'migrate.config.json': '{}' });
  const env = { NODE_ENV: 'production', DATABASE_URI: 'postgres://canary@h/d' };
  for (const line of [
    'upgrade heads --quiet',
    'status --check',
    'check --db',
    'current',
    'stamp heads',
    'log',
    'plan',
  ]) {
    const { exitCode, stdout, stderr } = await runCli(line.split(' '), { cwd, env });
    expect({ line, exitCode, stdout }).toEqual({ line, exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^error \[no-database\] No database is named/);
    expect(stderr).toContain('DATABASE_URI is set, but is not read');
    expect(stderr).not.toContain('canary');
  }
  await expect(createMigrator({ root: cwd, variables: env }).upgrade()).rejects.toMatchObject({ code: 'no-database' });
  expect(existsSync(join(cwd, '.braid/postgres'))).toBe(false);
  // Files alone need no database.
  expect((await runCli(['heads'], { cwd, env })).exitCode).toBe(0);
  expect((await runCli(['config'], { cwd, env })).stdout).toContain('DATABASE_URI is set, but is not read');
});

test('whoever gets the default is told first, also with --quiet; whoever asks for it is not', async () => {
  const cwd = writeTree(FILES);
  onTestFinished(async () => void (await runCli(['db', 'stop'], { cwd })));
  const first = 'database: the embedded PostgreSQL in .braid/postgres, because nothing names another\n';
  const upgraded = await runCli(['upgrade', 'heads', '--quiet'], { cwd, env: { DATABASE_URL: '', CI: '1' } });
  expect(upgraded).toMatchObject({ exitCode: 0, stderr: `${first}  DATABASE_URL is set, but empty\n` });
  expect(await runCli(['status', '-q'], { cwd })).toMatchObject({ exitCode: 0, stderr: first });
  const { stderr } = await runCli(['current', '--json'], { cwd });
  expect(JSON.parse(stderr)).toEqual({
    ...{ type: 'database-notice', display: 'the embedded PostgreSQL in .braid/postgres' },
    ...{ standsIn: true, overlooked: [] },
  });
  const meant = await runCli(['status', '--embedded'], { cwd, env: { NODE_ENV: 'production', BRAID_EMBEDDED: 'off' } });
  expect(meant).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await runCli(['status', '--embedded', '--env', 'x'], { cwd })).exitCode).toBe(2);
});

test('another source is used, but a variable of a near name was set: it is named', async () => {
  const database = await freshDatabase();
  const config = { environments: { dev: { url: database.url } }, defaultEnvironment: 'dev' };
  const cwd = writeTree({ ...FILES, 'migrate.config.json': JSON.stringify(config) });
  const { stderr } = await runCli(['status', '-q'], { cwd, env: { DB_URL: 'x' } });
  expect(stderr).toBe('database: env dev\n  DB_URL is set, but is not read; DATABASE_URL is\n');
  expect((await runCli(['status', '-q', '--env', 'dev'], { cwd, env: { DB_URL: 'x' } })).stderr).toBe('');
});
