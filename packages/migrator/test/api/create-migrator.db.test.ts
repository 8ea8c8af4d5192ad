import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { createMigrator, MigratorError, type RunnerEvent } from '../../src/index.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { smallService } from './small-service.ts';

function workspace(): string {
  const root = smallService();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Commands that only make sense at a prompt, or once in the life of a database. */
const AT_A_PROMPT = ['init', 'listTemplates', 'edit', 'db', 'completion', 'config', 'exporter', '__complete'].concat([
  'adopt',
  'backup',
  'restore',
  'ui',
]);

test('every command is a method', () => {
  const migrator = createMigrator({ root: '/nowhere' });
  const names = COMMANDS.map(({ name }) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const missing = names.filter((name) => !AT_A_PROMPT.includes(name) && !(name in migrator));
  expect(missing).toEqual([]);
});

test('commands as methods: up, down, up again, with events', async () => {
  const { url } = await freshDatabase();
  const heard: RunnerEvent['type'][] = [];
  const migrator = createMigrator({ root: workspace(), url, onEvent: ({ type }) => heard.push(type) });
  expect(await migrator.upgrade({ plan: true })).toMatchObject({ planOnly: true, heads: ['e2'] });
  expect(await migrator.upgrade({ targets: ['events@e1'] })).toMatchObject({ heads: ['e1'], planOnly: false });
  const own: string[] = [];
  expect(await migrator.upgrade({ slice: 'events', onEvent: ({ type }) => own.push(type) })).toMatchObject({
    headsBefore: ['e1'],
    heads: ['e2'],
  });
  expect(heard.filter((type) => type === 'revision-done')).toHaveLength(3);
  expect(own.filter((type) => type === 'revision-done')).toHaveLength(1);
  expect(await migrator.status()).toMatchObject({ upToDate: true });
  expect(await migrator.health({ rules: ['invalid-index'] })).toMatchObject({
    rules: ['invalid-index'],
    failed: false,
  });
  expect((await migrator.current()).current.map(({ revision }) => revision)).toEqual(['e2']);
  expect((await migrator.heads()).heads.map(({ revision }) => revision)).toEqual(['e2', 'u1']);
  expect((await migrator.history({ slice: 'events' })).revisions).toHaveLength(2);
  expect((await migrator.show(['e1'])).revisions).toHaveLength(1);
  expect((await migrator.log()).entries.length).toBeGreaterThan(3);
  expect(await migrator.lint({ range: 'base:heads' })).toMatchObject({ scope: { kind: 'range' } });
  expect(await migrator.check({ schema: false })).toMatchObject({ findings: [] });
  expect(await migrator.downgrade({ target: 'base' })).toMatchObject({ heads: [] });
  expect(await migrator.stamp({ targets: ['u1'] })).toMatchObject({ heads: ['u1'] });
  expect(await migrator.downgrade({ target: 'base' }).catch((error: unknown) => error)).toMatchObject({
    code: 'statement-failed',
  });
  expect(await migrator.stamp({ targets: ['base'] })).toMatchObject({ heads: [] });
  expect(await migrator.upgrade()).toMatchObject({ heads: ['e2'] });
  expect(await migrator.plan()).toMatchObject({ direction: 'upgrade', steps: [] });
  expect(await migrator.migrateTo({ target: 'e1' })).toMatchObject({ direction: 'downgrade', heads: ['e1'] });
  expect(await migrator.graph({ format: 'json', indicateCurrent: true })).toMatchObject({
    revisions: expect.arrayContaining([expect.objectContaining({ revision: 'e1', standing: 'current' })]),
  });
  expect(await migrator.branches()).toEqual({ branchPoints: [] });
  expect(await migrator.ensureVersion()).toMatchObject({ created: false });
  expect(await migrator.migrateTo({ target: 'heads' })).toMatchObject({ direction: 'upgrade', heads: ['e2'] });
});

test('plans and scripts: what was planned runs, and a script says the same', async () => {
  const { url, query } = await freshDatabase();
  const root = workspace();
  const migrator = createMigrator({ root, url });
  const path = join(root, 'plan.json');
  expect(await migrator.plan({ out: path })).toMatchObject({ heads: ['e2'], steps: [{}, {}, {}] });
  expect(await migrator.runPlanFile({ direction: 'upgrade', path })).toMatchObject({ heads: ['e2'] });
  const again = migrator.runPlanFile({ direction: 'upgrade', path });
  await expect(again).rejects.toMatchObject({ code: 'plan-changed' });
  const { sql, to } = await migrator.script({ direction: 'downgrade', targets: ['heads:base'] });
  expect(to).toEqual([]);
  await query(sql);
  expect(await migrator.current()).toMatchObject({ current: [] });
  expect(await migrator.stampScript({ targets: ['base:heads'] })).toMatchObject({ action: 'stamp', to: ['e2'] });
  expect((await migrator.ensureVersionScript()).sql).toContain('create schema');
  expect(await migrator.upgrade()).toMatchObject({ heads: ['e2'] });
});

test('a lent client stays open and keeps its settings', async () => {
  const { connect } = await freshDatabase();
  const client = await connect();
  const migrator = createMigrator({ root: workspace(), client });
  expect(await migrator.upgrade()).toMatchObject({ heads: ['e2'], database: { source: 'client' } });
  const settings = await client.query(
    "select current_setting('search_path') as path, current_setting('statement_timeout') as limit",
  );
  expect(settings.rows).toEqual([{ path: '"$user", public', limit: '0' }]);
  expect(await migrator.downgrade({ target: 'base' })).toMatchObject({ heads: [] });

  await client.query('begin');
  await expect(migrator.upgrade()).rejects.toMatchObject({ code: 'database-connection-unusable' });
  await client.query('rollback');
  // Two calls at once: the client carries one, a connection like it the other; they wait for each other as two processes would.
  const both = await Promise.all([migrator.upgrade(), migrator.upgrade()]);
  expect(both.map(({ heads }) => heads)).toEqual([['e2'], ['e2']]);
  expect(both.flatMap(({ revisions }) => revisions)).toHaveLength(3);
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a lent pool gets back no client that a revision has changed', async () => {
  const { url } = await freshDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {}); // Dropping the database ends sessions that are still closing.
  onTestFinished(() => pool.end());
  const migrator = createMigrator({ root: workspace(), pool });
  const result = await migrator.upgrade();
  expect(result).toMatchObject({ heads: ['e2'], database: { source: 'pool' } });
  expect(result.database.display).not.toContain('password');
  const path = async () => (await pool.query<{ search_path: string }>('show search_path')).rows[0]?.search_path;
  expect([await path(), await path()]).toEqual(['"$user", public', '"$user", public']);
  expect(await migrator.downgrade({ target: 'base' })).toMatchObject({ heads: [] });

  const narrow = new pg.Pool({ connectionString: url, max: 1 });
  narrow.on('error', () => {}); // Dropping the database ends sessions that are still closing.
  onTestFinished(() => narrow.end());
  await expect(createMigrator({ root: workspace(), pool: narrow }).upgrade()).rejects.toMatchObject({
    code: 'database-connection-unusable',
    hint: expect.stringContaining('max: 2'),
  });
});

test('what is not a connection, or both at once, is refused', async () => {
  const { connect, url } = await freshDatabase();
  const client = await connect();
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {}); // Dropping the database ends sessions that are still closing.
  onTestFinished(() => pool.end());
  expect(() => createMigrator({ client, pool })).toThrowError(MigratorError);
  const root = workspace();
  const unconnected = createMigrator({ root, client: new pg.Client({ connectionString: url }) });
  await expect(unconnected.status()).rejects.toMatchObject({ code: 'database-connection-unusable' });
  const foreign = createMigrator({ root, client: { host: 'here', port: 1 } });
  await expect(foreign.status()).rejects.toMatchObject({ code: 'database-connection-unusable' });
});

test('even what nobody foresaw is a MigratorError', async () => {
  const broken = new Proxy(
    {},
    {
      get: () => {
        throw new TypeError('no such thing');
      },
    },
  );
  const migrator = createMigrator({ root: workspace(), variables: broken });
  const error: unknown = await migrator.status().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MigratorError);
  expect(error).toMatchObject({ code: 'internal', cause: expect.any(TypeError) });
});

test('an AbortSignal ends a run cleanly', async () => {
  const { url, connect, query } = await freshDatabase();
  const migrator = createMigrator({ root: workspace(), url });
  await expect(migrator.upgrade({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
  await migrator.upgrade({ targets: ['e1'] });

  const blocker = await connect();
  await blocker.query('begin');
  await blocker.query('lock table e1');
  const controller = new AbortController();
  const events: RunnerEvent[] = [];
  const down = migrator.downgrade({
    target: 'base',
    signal: controller.signal,
    onEvent: (each) => events.push(each),
  });
  const outcome = down.catch((error: unknown) => error);
  await waitFor('the run to be blocked', () => events.some(({ type }) => type === 'blocked' || type === 'retrying'));
  controller.abort();
  expect(await outcome).toMatchObject({ code: 'interrupted' });
  await blocker.query('rollback');
  expect(await query('select run_id from braid.lease')).toEqual([{ run_id: null }]);
  expect(await migrator.downgrade({ target: 'base' })).toMatchObject({ heads: [] });
});
