import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { line, manyTables, type RevisionText } from './support/revisions.ts';
import { runner } from './support/runner.ts';

const events: readonly RevisionText[] = line(
  { id: 'aaaa', up: 'create table events (id int primary key)', down: 'drop table events' },
  { id: 'bbbb', up: 'alter table events add column title text', down: 'alter table events drop column title' },
  {
    id: 'cccc',
    up: "create table notes (id int, body text default 'a;b');\ninsert into notes values (1)",
    down: 'drop table notes',
  },
);

describe('runMigrations', () => {
  test('goes up, down and up again', async () => {
    const database = await freshDatabase();
    const { upgrade, downgrade, state } = runner(events, database);

    const up = await upgrade();
    expect(up.ran.map(({ revision }) => revision.id)).toEqual(['aaaa', 'bbbb', 'cccc']);
    expect(up.headsBefore).toEqual([]);
    expect(up.heads).toEqual(['cccc']);
    expect(await database.query('select * from braid.heads')).toMatchObject([{ revision: 'cccc' }]);

    const applied = (await state()).applied;
    expect(applied.map(({ revision, parents }) => [revision, parents])).toEqual([
      ['aaaa', []],
      ['bbbb', ['aaaa']],
      ['cccc', ['bbbb']],
    ]);

    const down = await downgrade();
    expect(down.ran.map(({ revision }) => revision.id)).toEqual(['cccc', 'bbbb', 'aaaa']);
    expect(down.heads).toEqual([]);
    expect((await state()).applied).toEqual([]);
    expect(await database.query("select relname from pg_class where relnamespace = 'public'::regnamespace")).toEqual(
      [],
    );

    expect((await upgrade()).heads).toEqual(['cccc']);
    expect(await database.query('select * from notes')).toEqual([{ id: 1, body: 'a;b' }]);
  });

  test('has nothing to do the second time, and writes nothing', async () => {
    const database = await freshDatabase();
    const { upgrade, log } = runner(events, database);
    await upgrade();
    const before = await log();
    expect(await upgrade()).toMatchObject({ ran: [], heads: ['cccc'] });
    expect(await log()).toEqual(before);
  });

  test('does not make the state when there is nothing to do', async () => {
    const database = await freshDatabase();
    expect(await runner(events, database).downgrade()).toMatchObject({ ran: [], heads: [] });
    expect(await database.query("select 1 from pg_namespace where nspname = 'braid'")).toEqual([]);
  });

  test('a failing statement leaves the revisions before it, and none of its own', async () => {
    const database = await freshDatabase();
    const broken = line(
      ...events,
      { id: 'dddd', up: 'create table later (id int);\n  insert into later\n  values (nix)', down: 'drop table later' },
      { id: 'eeee', up: 'create table never (id int)', down: 'drop table never' },
    );
    const { upgrade, state, log, downgrade } = runner(broken, database);
    await expect(upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: {
        revision: 'dddd',
        file: 'features/events/migrations/dddd.sql',
        line: 8,
        column: 11,
        sqlState: '42703',
        statementNumber: 2,
        ran: ['aaaa', 'bbbb', 'cccc'],
        heads: ['cccc'],
      },
    });
    const now = await state();
    expect(now.applied.map(({ revision }) => revision)).toEqual(['aaaa', 'bbbb', 'cccc']);
    expect(now.holder).toBeUndefined();
    expect(await database.query("select to_regclass('later') as later, to_regclass('never') as never")).toEqual([
      { later: null, never: null },
    ]);
    expect(await log()).toContainEqual(
      expect.objectContaining({ action: 'upgrade', event: 'failed', revision: 'dddd', sqlState: '42703' }),
    );
    expect((await downgrade()).heads).toEqual([]);
  });

  test('a syntax error runs the revisions before it, though it stops their whole message', async () => {
    const database = await freshDatabase();
    const broken = line(...events, { id: 'dddd', up: 'create tabel x (id int)', down: 'select 1' });
    const { upgrade, state } = runner(broken, database);
    await expect(upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { line: 6, column: 8, heads: ['cccc'] },
    });
    expect((await state()).applied).toHaveLength(3);
  });

  test('runs more revisions than fit into one message, each once', async () => {
    const database = await freshDatabase();
    const { upgrade, downgrade, events: told } = runner(manyTables(60), database);
    expect((await upgrade()).ran).toHaveLength(60);
    expect(await database.query('select count(*)::int as n, count(distinct revision)::int as d from runs')).toEqual([
      { n: 59, d: 59 },
    ]);
    expect(told.filter(({ type }) => type === 'revision-done')).toHaveLength(60);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('reports each revision and statement as it ends, also inside a long message', async () => {
    const database = await freshDatabase();
    const key = 'select pg_advisory_xact_lock_shared(1)';
    const long = line(...events, {
      id: 'dddd',
      up: `update events set title = 'x';\n${key};\nselect 2`,
      down: 'select 1',
      options: 'lock-timeout=60s',
    });
    const client = await database.connect();
    await client.query('select pg_advisory_lock(1)');
    const { upgrade, events: told } = runner(long, database);
    const upgrading = upgrade();
    await waitFor('the first statement of the slow revision', () =>
      told.some(
        (event) =>
          event.type === 'statement-done' && event.revision === 'dddd' && event.statement === 1 && event.n === 4,
      ),
    );
    expect(told.filter(({ type }) => type === 'revision-done')).toHaveLength(3);
    await client.end();
    expect((await upgrading).heads).toEqual(['dddd']);
  });

  test('a revision cannot leave settings to the next one, nor keep its record from being written', async () => {
    const database = await freshDatabase();
    const role = `${database.name}_role`;
    const { upgrade, downgrade } = runner(
      line(
        {
          id: 'aaaa',
          up: `create role ${role};\nset role ${role};\nset search_path = nowhere;\nset work_mem = '64kB'`,
          down: `drop role ${role}`,
        },
        {
          id: 'bbbb',
          up: 'create table here as select current_user as u, current_setting($$work_mem$$) as w',
          down: 'drop table here',
        },
      ),
      database,
    );
    expect((await upgrade()).heads).toEqual(['bbbb']);
    const [me] = await database.query("select current_user as u, current_setting('work_mem') as w");
    expect(await database.query('select u, w from public.here')).toEqual([me]);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('an edited applied file stops an upgrade, and a downgrade of that revision', async () => {
    const database = await freshDatabase();
    await runner(events, database).upgrade();
    const edited = events.map((revision) => (revision.id === 'bbbb' ? { ...revision, up: 'select 1' } : revision));
    const more = runner(line(...edited, { id: 'dddd', up: 'select 1', down: 'select 1' }), database);
    const error = { code: 'applied-file-edited', facts: { edited: [{ revision: 'bbbb' }] } };
    await expect(more.upgrade()).rejects.toMatchObject(error);
    expect((await more.downgrade('bbbb')).heads).toEqual(['bbbb']);
    await expect(more.downgrade('aaaa')).rejects.toMatchObject(error);
  });
});
