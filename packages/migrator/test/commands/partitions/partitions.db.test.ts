import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { PartitionsResult } from '../../../src/commands/partitions/partitions-result.ts';
import { periodOf, periodsFrom, shifted } from '../../../src/schema/partitioning/period.ts';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const today = new Date().toISOString().slice(0, 10);
const months = periodsFrom(today, today, 3, 'month').map(({ from }) => `events_${from.slice(0, 7).replace('-', '_')}`);
const before = (n: number): string => shifted(periodOf(today, 'month'), -n, 'month').from;

/** A workspace whose `sql/` declares this, and a database of its own; no schema file is needed for it. */
async function kit(declaration: string, sql: string, server?: string) {
  const database = await freshDatabase(server);
  await database.query(sql);
  const root = makeTempDir('braid-partitions-');
  onTestFinished(() => removeTempDir(root));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', '{ "name": "demo", "private": true, "type": "module" }');
  write('features/a/slice.json', '{ "label": "a", "schema": null }');
  write('features/a/sql/p.sql', `${declaration}\n`);
  write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  const cli = (...args: readonly string[]) => runCli([...args, '--url', database.url], { cwd: root });
  const run = (...args: readonly string[]) => cli('partitions', ...args);
  const ensure = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run('ensure', ...args, '--json');
    expect(stderr).toBe('');
    const result: PartitionsResult = JSON.parse(stdout);
    return { exitCode, table: result.tables[0] };
  };
  return { database, cli, run, ensure, write, root };
}

const partitionsOf = async ({ query }: FreshDatabase, table = 'events'): Promise<readonly unknown[]> =>
  (
    await query(
      `select c.relname as name from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = '${table}'::regclass order by 1`,
    )
  ).map(({ name }) => name);

const EVENTS = `create table events (id bigint generated always as identity, ts timestamptz not null, kind text default 'x', twice text generated always as (kind || kind) stored, primary key (id, ts)) partition by range (ts);
create index events_kind_idx on events (kind);`;

let older: TestPostgres | undefined;
afterAll(() => older?.stop());

describe.each(['own', 'older'] as const)('partitions ahead, on the %s server', (which) => {
  const server = async (): Promise<string | undefined> => {
    if (which === 'own') return undefined;
    older = await olderMajor();
    return older.url;
  };
  test('are made once, with keys and indexes, whoever else makes them at the same time', async () => {
    const { database, run, ensure } = await kit(
      '-- partition: events by range (ts) every month ahead 3',
      EVENTS,
      await server(),
    );
    expect(await ensure('--dry-run')).toMatchObject({ exitCode: 3, table: { missing: months, made: [] } });
    expect(await partitionsOf(database)).toEqual([]);
    const both = await Promise.all([ensure(), ensure(), ensure()]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(both.flatMap(({ table }) => table?.made ?? []).sort()).toEqual(months);
    expect(both.flatMap(({ table }) => [...(table?.missing ?? []), ...(table?.problems ?? [])])).toEqual([]);
    expect(await partitionsOf(database)).toEqual(months);
    expect(await ensure()).toMatchObject({ exitCode: 0, table: { made: [], missing: [] } });
    expect(await ensure('events', '--ahead', '4')).toMatchObject({
      exitCode: 0,
      table: { made: [expect.any(String)] },
    });
    await database.query("insert into events (ts) values (now()), (now() + interval '40 days')");
    const made = await database.query(
      `select (select count(*) from pg_index where indrelid = '${months[0]}'::regclass)::int as indexes, (select count(*) from events)::int as rows`,
    );
    expect(made).toEqual([{ indexes: 2, rows: 2 }]);
    const { exitCode, stdout } = await run('list');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('partition: events by range (ts) every month ahead 3');
    expect(stdout).toContain(`FROM ('${periodOf(today, 'month').from} 00:00:00+00')`);
  });
});

test('rows in the default partition are said, and moved when asked; with a trigger they are not', async () => {
  const { database, ensure } = await kit(
    '-- partition: events by range (ts) every month ahead 3 default',
    `${EVENTS} create table events_default partition of events default; insert into events (ts) values (now());`,
  );
  const [first = '', ...rest] = months;
  expect(await ensure()).toMatchObject({
    exitCode: 3,
    table: {
      made: rest,
      missing: [first],
      problems: [{ code: 'default-has-rows', repair: 'migrate partitions ensure events --move-rows' }],
    },
  });
  await database.query(
    'create function no() returns trigger language plpgsql as $$ begin raise exception $t$no$t$; end $$; create trigger no before delete on events for each row execute function no();',
  );
  expect(await ensure('--move-rows')).toMatchObject({
    exitCode: 3,
    table: { problems: [{ repair: expect.stringContaining('trigger no fires when rows are deleted') }] },
  });
  await database.query('drop trigger no on events');
  expect(await ensure('--move-rows')).toMatchObject({ exitCode: 0, table: { made: [first] } });
  expect(await database.query('select tableoid::regclass::text as place, kind from events')).toEqual([
    { place: first, kind: 'x' },
  ]);
});

test.each([
  ['', 'concurrently'],
  [' default', 'with a default partition'],
])('what is older than retained goes only when asked%s (%s)', async (more) => {
  const made = more === '' ? '' : 'create table events_default partition of events default;';
  const { database, ensure, run } = await kit(
    `-- partition: events by range (ts) every month ahead 3 retain 2${more}`,
    `${EVENTS} ${made}
create table events_history partition of events for values from (minvalue) to ('${before(3)} 00:00:00+00');
create table events_old partition of events for values from ('${before(3)} 00:00:00+00') to ('${before(2)} 00:00:00+00');
create table events_kept partition of events for values from ('${before(2)} 00:00:00+00') to ('${before(1)} 00:00:00+00');
insert into events (ts) values ('1999-01-01'), ('${before(2)} 00:00:00+00');`,
  );
  expect(await ensure()).toMatchObject({
    exitCode: 0,
    table: { expired: ['events_history', 'events_old'], dropped: [] },
  });
  expect((await run('ensure', '--retain', '--dry-run')).stdout).toContain(
    '2 partitions older than retained: events_history, events_old',
  );
  expect(await ensure('--retain')).toMatchObject({
    exitCode: 0,
    table: { expired: [], dropped: ['events_history', 'events_old'] },
  });
  expect(await database.query('select count(*)::int as n from events')).toEqual([{ n: 1 }]);
  expect(await database.query("select to_regclass('events_old') as gone")).toEqual([{ gone: null }]);
});

test('what stands in the way is said: locks, names, other keys, tables that are not partitioned or not there', async () => {
  const { database, ensure, run, write } = await kit('-- partition: events by range (ts) every month ahead 3', EVENTS);
  const [first = '', second = '', ...rest] = months;
  await database.query(`create table ${first} (id int)`);
  expect(await ensure()).toMatchObject({
    exitCode: 3,
    table: { made: [second, ...rest], missing: [first], problems: [{ code: 'left-over' }, { code: 'name-taken' }] },
  });
  await database.query(`drop table ${first}`);
  const holder = await database.connect();
  await holder.query('begin; lock table events in access exclusive mode');
  expect(await ensure()).toMatchObject({ exitCode: 3, table: { missing: [first], problems: [{ code: 'locked' }] } });
  await holder.query('rollback');
  expect(await ensure()).toMatchObject({ exitCode: 0, table: { made: [first] } });
  write('features/a/sql/p.sql', '-- partition: events by range (id) every month ahead 3\n');
  expect(await ensure()).toMatchObject({
    exitCode: 3,
    table: { state: 'otherwise', problems: [{ code: 'partitioned-otherwise' }] },
  });
  write('features/a/sql/p.sql', '-- partition: nope by range (ts) every month ahead 3\n');
  expect(await ensure()).toMatchObject({ exitCode: 3, table: { state: 'absent', problems: [{ code: 'not-there' }] } });
  await database.query('create table nope (ts date not null)');
  expect(await ensure()).toMatchObject({
    exitCode: 3,
    table: { state: 'plain', problems: [{ code: 'not-partitioned' }] },
  });
  expect(await run('ensure', 'other')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Name one of: nope'),
  });
  expect(await run('ensur')).toMatchObject({ exitCode: 2 });
});

test('a coding agent asks a person before partitions of a protected environment are made', async () => {
  const { database, ensure, write, root } = await kit('-- partition: events by range (ts) every month ahead 3', EVENTS);
  write(
    'migrate.config.json',
    JSON.stringify({ environments: { production: { url: database.url, protected: true } } }),
  );
  const env = { CLAUDECODE: '1' };
  const asAgent = ['partitions', 'ensure', '--url', database.url];
  expect(await runCli(asAgent, { cwd: root, env })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/\[agent-needs-person\] Create 4 partitions on production\?/),
  });
  expect(await runCli([...asAgent, '--dry-run'], { cwd: root, env })).toMatchObject({ exitCode: 3 });
  expect(await ensure()).toMatchObject({ exitCode: 0, table: { made: months } });
  expect(await runCli(asAgent, { cwd: root, env })).toMatchObject({ exitCode: 0 });
});

test('weeks after months begin where these end, and days of a date key', async () => {
  const { database, ensure, write } = await kit(
    '-- partition: events by range (day) every month ahead 0',
    'create table events (day date not null) partition by range (day)',
  );
  expect((await ensure()).exitCode).toBe(0);
  write('features/a/sql/p.sql', '-- partition: events by range (day) every week ahead 8\n');
  expect(await ensure()).toMatchObject({ exitCode: 0, table: { missing: [], problems: [] } });
  await database.query(`insert into events select generate_series(current_date, current_date + 55, '1 day')`);
  expect(await database.query('select count(*)::int as n from events')).toEqual([{ n: 56 }]);
});

test('neither what ensure made nor what it dropped is drift; what somebody else dropped is', async () => {
  const { database, ensure, write, cli } = await kit(
    '-- partition: events by range (ts) every month ahead 3 retain 2',
    'select 1',
  );
  const old = [4, 3, 0].map(
    (n) =>
      `create table events_${n} partition of events for values from ('${before(n)} 00:00:00+00') to ('${before(n - 1)} 00:00:00+00');`,
  );
  write(
    'features/a/migrations/a1.sql',
    `-- revision: a1\n-- revises:\n-- branch-label: a\n-- message: one\n\n-- migrate:upgrade\n${EVENTS}\n${old.join('\n')}\n\n-- migrate:downgrade\ndrop table events;\n`,
  );
  expect(await cli('upgrade')).toMatchObject({ exitCode: 0 });
  expect(await ensure('--retain')).toMatchObject({ exitCode: 0, table: { dropped: ['events_3', 'events_4'] } });
  expect(await cli('check', '--db', '--no-schema')).toMatchObject({ exitCode: 0 });
  await database.query('drop table events_0');
  const found = await cli('check', '--db', '--no-schema');
  expect([found.exitCode, found.stdout]).toEqual([3, expect.stringContaining('events_0')]);
});
