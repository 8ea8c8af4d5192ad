import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { periodOf, shifted } from '../../../src/schema/partitioning/period.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate, startMigrate } from '../../support/run-migrate.ts';
import { sampled } from '../../support/sample.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';

const today = new Date().toISOString().slice(0, 10);
const before = (n: number): string => `${shifted(periodOf(today, 'month'), -n, 'month').from} 00:00:00+00`;

/** Holds up whatever the command does with this tag, before it does it, until the lock of the test is given back. */
const hold = (
  tag: string,
): string => `create function hold() returns event_trigger language plpgsql set lock_timeout = 0 as $$
begin
  if current_setting('application_name') like 'braid%' then perform pg_advisory_xact_lock_shared(42); end if;
end $$;
create event trigger hold on ddl_command_start when tag in ('${tag}') execute function hold();`;

const EVENTS = `create table events (id bigint generated always as identity, ts timestamptz not null, primary key (id, ts)) partition by range (ts);
create table events_old partition of events for values from ('${before(4)}') to ('${before(3)}');
create table events_kept partition of events for values from ('${before(2)}') to ('${before(1)}');
insert into events (ts) values ('${before(4)}'), ('${before(2)}');`;

function workspace(retain = 'retain 2'): string {
  const root = tempDir();
  mkdirSync(join(root, 'features/a/sql'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "name": "demo", "private": true, "type": "module" }');
  writeFileSync(join(root, 'features/a/slice.json'), '{ "label": "a", "schema": null }');
  writeFileSync(
    join(root, 'features/a/sql/p.sql'),
    `-- partition: events by range (ts) every month ahead 1 ${retain}\n`,
  );
  return root;
}

/** Begins to drop what is older, and is killed when it waits at this step. */
async function killedAt(step: string, { query, connect, url }: FreshDatabase, cwd: string): Promise<void> {
  const isDetaching = step === DETACHING;
  await query(isDetaching ? 'select 1' : hold(step));
  const holder = await connect();
  await holder.query(isDetaching ? 'begin; select from events' : 'begin; select pg_advisory_xact_lock(42)');
  const run = startMigrate(['partitions', 'ensure', '--retain', '--url', url], { cwd });
  const sessions = "select from pg_stat_activity where application_name like 'braid%' and datname = current_database()";
  const waiting = `${sessions} and wait_event = '${isDetaching ? 'virtualxid' : 'advisory'}'`;
  let ended: unknown;
  void run.result.then((result) => {
    ended = result;
  });
  const isThere = async () => ended !== undefined || (await query(waiting)).length > 0;
  await waitFor(`the command to wait at ${step}`, isThere, { everyMs: 5 });
  expect(ended, `it ended, and did not wait at ${step}`).toBeUndefined();
  run.kill('SIGKILL');
  expect(await run.result).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  await query('drop event trigger if exists hold');
  // A server does not notice that its client is gone: the statement goes on.
  if (!isDetaching) await holder.query('rollback');
  await waitFor('its session to be gone', async () => (await query(sessions)).length === 0);
  await holder.query('rollback');
}

/** Between its two transactions, when it waits for those that have seen the partition. */
const DETACHING = 'DETACH CONCURRENTLY';

const STEPS = [
  ['COMMENT', 'attached'],
  [DETACHING, 'attached'],
  ['ALTER TABLE', 'detached'],
  ['DROP TABLE', 'detached'],
] as const;

test.each(sampled(STEPS, 2))(
  '--retain killed at %s: the partition is %s, and the next call drops it',
  async (tag, state) => {
    const database = await freshDatabase();
    await database.query(EVENTS);
    const cwd = workspace();
    const ensure = async (...args: readonly string[]) => {
      const { exitCode, stdout } = await runMigrate(['partitions', 'ensure', ...args, '--url', database.url], { cwd });
      return { exitCode, stdout };
    };
    expect((await ensure()).exitCode).toBe(0);
    await killedAt(tag, database, cwd);
    const partitions = async () =>
      (
        await database.query(
          "select relname as name, relispartition as attached from pg_class where relname in ('events_old', 'events_kept') order by 1 desc",
        )
      ).map(({ name, attached }) => `${name} ${attached === true ? 'attached' : 'detached'}`);
    expect(await partitions()).toEqual([`events_old ${state}`, 'events_kept attached']);
    // Nothing goes that nobody asks for.
    expect(await ensure()).toEqual({ exitCode: 0, stdout: expect.stringContaining('older than retained: events_old') });
    expect(await ensure('--retain', '--dry-run')).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('older than retained: events_old'),
    });
    expect(await ensure('--retain')).toEqual({ exitCode: 0, stdout: expect.stringContaining('- events_old') });
    expect(await partitions()).toEqual(['events_kept attached']);
    expect(await database.query('select count(*)::int as n from events')).toEqual([{ n: 1 }]);
  },
);

test('what was detached to be dropped stays where more is retained since then, and is said', async () => {
  const database = await freshDatabase();
  await database.query(EVENTS);
  await killedAt('DROP TABLE', database, workspace());
  const cwd = workspace('retain 12');
  const { exitCode, stdout } = await runMigrate(['partitions', 'ensure', '--retain', '--url', database.url], { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('older than retained');
  expect(await database.query('select count(*)::int as n from events_old')).toEqual([{ n: 1 }]);
});
