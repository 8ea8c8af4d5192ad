import { expect } from 'vitest';
import { startMigrate } from '../../support/run-migrate.ts';
import { longTest } from '../../support/sample.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type Feature, feature } from './amend-kit.ts';

const BASE = "export const base = p.pgTable('base', { id: p.integer().primaryKey() });\n";
const ITEM = `${BASE}export const item = p.pgTable('item', { id: p.integer().primaryKey() });`;
const MORE = ITEM.replace(/primaryKey\(\) \}\);$/, 'primaryKey(), n: p.integer() });');

/** Holds up whatever Braid does with this tag until the lock of the test is given back. */
const hold = (tag: string): string => `create function hold() returns event_trigger language plpgsql as $$
begin
  if current_setting('application_name') like 'braid%' then
    set local lock_timeout = 0;
    perform pg_advisory_xact_lock_shared(42);
  end if;
end $$;
create event trigger hold on ddl_command_start when tag in ('${tag}') execute function hold();`;

/** Amends, with another message, and is killed when it waits at this step. */
async function killedAt(tag: string, { root, database }: Feature): Promise<void> {
  await database.query(hold(tag));
  const holder = await database.connect();
  await holder.query('begin; select pg_advisory_xact_lock(42)');
  const run = startMigrate(['amend', '-m', 'more', '--yes'], { cwd: root, env: { DATABASE_URL: database.url } });
  const sessions = "select from pg_stat_activity where application_name like 'braid%' and datname = current_database()";
  await waitFor(
    `the command to wait at ${tag}`,
    async () => (await database.query(`${sessions} and wait_event = 'advisory'`)).length > 0,
    { seconds: 60 },
  );
  run.kill('SIGKILL');
  expect(await run.result).toMatchObject({ signal: 'SIGKILL' });
  await database.query(
    `select pg_terminate_backend(pid) from (select pid from pg_stat_activity where application_name like 'braid%' and datname = current_database()) braid`,
  );
  await waitFor('its session to be gone', async () => (await database.query(sessions)).length === 0);
  await holder.query('rollback');
  await database.query('drop event trigger hold; drop function hold()');
}

longTest(
  'killed while it reverts: all is as before; killed while it applies: the new files, and an upgrade does the rest',
  async () => {
    const it = await feature({ shop: BASE });
    expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
    it.commit();
    it.git('checkout', '-qb', 'feature');
    it.schema('shop', ITEM);
    expect(await it.answer('revision', '-m', 'items')).toMatchObject({ exitCode: 0 });
    expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
    await it.database.query('insert into base values (1); insert into item values (1)');
    it.schema('shop', MORE);
    const before = it.files('shop');

    await killedAt('DROP TABLE', it);
    expect(it.files('shop')).toEqual(before);
    expect(await it.answer('status')).toMatchObject({ upToDate: true });
    expect(await it.database.query('select id from item')).toEqual([{ id: 1 }]);

    await killedAt('CREATE TABLE', it);
    expect(it.newest('shop')).toMatch(/_more\.sql$/);
    expect(Object.keys(it.files('shop'))).toHaveLength(4);
    expect(await it.answer('status')).toMatchObject({ upToDate: false });
    expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0, revisions: [{ message: 'more' }] });
    expect(await it.database.query('select id, n from item')).toEqual([]);
    expect(await it.database.query('select id from base')).toEqual([{ id: 1 }]);
    expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
  },
);
