import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { splitStatements } from '../../../src/sql/script/split-statements.ts';
import { runCli } from '../../cli/run-cli.ts';
import { smallWorkspace } from '../../commands/small-workspace.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';

function revision(id: string, revises: string, up: string) {
  const header = revises === '' ? '-- branch-label: events\n' : `-- revises: ${revises}\n`;
  return { id, slice: 'events', header, up, down: '-- migrate:downgrade\nselect 1;' };
}

const root = () =>
  smallWorkspace([
    revision('a1', '', 'create table a1 (id int);'),
    revision('b1', 'a1', 'create table b1 (id int); insert into b1 values (1), (1);'),
    revision('c1', 'b1', 'create unique index c1 on b1 (id);'),
    revision('d1', 'c1', 'create table d1 (id int);'),
  ]);

async function script(cwd: string, ...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(argv, { cwd });
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** Sends every statement, whatever the answers are: the worst client. */
async function stubbornly(sql: string, database: FreshDatabase, before = ''): Promise<readonly string[]> {
  const client = await database.connect();
  const errors: string[] = [];
  await client.query(before);
  for (const statement of splitStatements(sql, { slice: 'x', file: 'script.sql' })) {
    await client.query(statement.sql).catch((error: Error) => errors.push(error.message));
  }
  await client.end();
  return errors.filter((message) => !message.startsWith('current transaction is aborted'));
}

/** Everything that a script could change. */
async function everything({ query }: FreshDatabase): Promise<unknown> {
  const relations = await query(
    `select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2`,
  );
  const state = relations.some(({ relname }) => relname === 'applied')
    ? await query(
        'select (select json_agg(a) from braid.applied a) as applied, (select count(*) from braid.log) as log',
      )
    : [];
  return [relations, state];
}

test('where it does not fit, a script changes nothing, though the client continues after every error', async () => {
  const cwd = root();
  const database = await freshDatabase();
  const all = await script(cwd, 'upgrade', 'heads', '--sql');
  const later = await script(cwd, 'upgrade', 'b1:heads', '--sql');
  const stamp = await script(cwd, 'stamp', 'b1:heads', '--sql');

  const empty = await everything(database);
  for (const sql of [later, stamp]) {
    expect((await stubbornly(sql, database))[0]).toBe('the database is not where this script begins');
    expect(await everything(database)).toEqual(empty);
  }
  expect((await stubbornly(all, database, 'begin'))[0]).toBe('this script makes its own transactions and runs in none');
  expect(await everything(database)).toEqual(empty);

  expect((await runCli(['upgrade', 'a1', '--url', database.url], { cwd })).exitCode).toBe(0);
  const holder = `update braid.lease set run_id = 'r', runs = 'upgrade heads', host = 'h', pid = 1, since = now(), expires_at = now() + interval '1 hour'`;
  const next = await script(cwd, 'upgrade', 'a1:b1', '--sql');
  const before = await everything(database);
  await database.query(holder);
  expect((await stubbornly(next, database))[0]).toMatch(/^another runner is at work: upgrade heads on h \(process 1\)/);
  expect(await everything(database)).toEqual(before);
  await database.query('update braid.lease set run_id = null');
  await database.query("update braid.applied set checksum = 'other'");
  const edited = await everything(database);
  expect((await stubbornly(next, database))[0]).toBe('edited after it was applied: a1');
  expect(await everything(database)).toEqual(edited);
});

test('after a failure nothing more is run, in a transaction or alone, and a run of our own continues from there', async () => {
  const cwd = smallWorkspace([
    revision('a1', '', 'create table a1 (id int); insert into a1 values (1), (1);'),
    revision('b1', 'a1', 'create unique index concurrently b1 on a1 (id);'),
    revision('c1', 'b1', 'create table c1 (id int);'),
    revision('d1', 'c1', 'create index concurrently d1 on a1 (id);'),
  ]);
  const folder = join(cwd, 'features/events/migrations');
  for (const file of readdirSync(folder).map((name) => join(folder, name))) {
    const text = readFileSync(file, 'utf8');
    if (text.includes('concurrently')) writeFileSync(file, text.replace(':upgrade', ':upgrade transaction=off'));
  }
  const database = await freshDatabase();
  const errors = await stubbornly(await script(cwd, 'upgrade', 'heads', '--sql'), database);
  expect(errors[0]).toMatch(/could not create unique index "b1"/);
  expect(errors[1]).toBe('statement 1 of revision b1 did not have its effect');
  expect(errors).toContain('cannot execute CREATE INDEX in a read-only transaction');
  expect(await database.query('select revision from braid.applied')).toEqual([{ revision: 'a1' }]);
  expect(await database.query("select to_regclass('c1') as c, to_regclass('d1') as d")).toEqual([{ c: null, d: null }]);
  expect(await database.query("select event, message from braid.log where action = 'run' order by id")).toMatchObject([
    { event: 'started' },
    { event: 'failed', message: 'a script did not reach its end' },
  ]);

  // The lease is free again; the run finds the checkpoint, removes the invalid index and builds it.
  await database.query('delete from a1 where ctid = (select min(ctid) from a1)');
  const { exitCode, stderr } = await runCli(['upgrade', '--url', database.url], { cwd });
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('cleaning up before statement 1 of b1');
  expect(await database.query('select count(*)::int as n from braid.applied')).toEqual([{ n: 4 }]);
});

test('a runner waits while a script runs; one that took over is never overtaken', async () => {
  const cwd = root();
  const database = await freshDatabase();
  const sql = splitStatements(await script(cwd, 'upgrade', 'heads', '--sql'), { slice: 'x', file: 'script.sql' });
  const commits = sql.flatMap(({ sql: text }, at) => (text === 'commit' ? [at + 1] : []));
  const client = await database.connect();
  // The start and the first revision.
  for (const { sql: text } of sql.slice(0, commits[1])) await client.query(text);
  const busy = await runCli(['upgrade', '--lock-wait', '0', '--url', database.url], { cwd });
  expect([busy.exitCode, busy.stderr]).toEqual([
    4,
    expect.stringMatching(/script [0-9a-f]{12}: upgrade base:heads on .* \(process \d+\)/),
  ]);
  expect((await runCli(['status', '--url', database.url], { cwd })).stdout).toContain('at work: ');

  // It was silent for too long: a runner takes over and does the rest, but for what fails.
  await database.query("update braid.lease set expires_at = now() - interval '1 second'");
  expect((await runCli(['upgrade', 'b1', '--url', database.url], { cwd })).exitCode).toBe(0);
  const before = await everything(database);
  const errors: string[] = [];
  for (const { sql: text } of sql.slice(commits[1]))
    await client.query(text).catch((error: Error) => errors.push(error.message));
  expect(errors[0]).toBe('this session does not hold the lease of the script');
  expect(await everything(database)).toEqual(before);
  expect(errors.at(-1)).not.toContain('syntax');
});

test('stamp as a script', async () => {
  const cwd = root();
  const [database, online] = [await freshDatabase(), await freshDatabase()];
  expect(await stubbornly(await script(cwd, 'stamp', 'base:c1', '--sql'), database)).toEqual([]);
  await runCli(['stamp', 'c1', '--url', online.url], { cwd });
  const rows = 'select revision, slice, parents, checksum, applied_by from braid.applied order by 1';
  expect(await database.query(rows)).toEqual(await online.query(rows));
  const log =
    "select action, event, revision, slice, message from braid.log where action = 'stamp' and revision is not null order by id";
  expect(await database.query(log)).toEqual(await online.query(log));
  expect(await stubbornly(await script(cwd, 'stamp', 'c1:a1', '--sql'), database)).toEqual([]);
  expect(await database.query('select revision from braid.applied')).toEqual([{ revision: 'a1' }]);
  await database.query(
    "insert into braid.applied select 'gone', slice, '{}', '{}', '', now(), 'x', 0, '', '', '' from braid.applied",
  );
  expect(await stubbornly(await script(cwd, 'stamp', 'b1', '--purge', '--sql'), database)).toEqual([]);
  expect(await database.query('select revision from braid.heads')).toEqual([{ revision: 'b1' }]);
  expect((await runCli(['upgrade', '--plan', '--url', database.url], { cwd })).stdout).toContain(
    '2 revisions would run',
  );
});
