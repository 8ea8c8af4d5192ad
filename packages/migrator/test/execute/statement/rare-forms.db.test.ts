import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { line } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

/** Other forms of what `rare-servers.db.test.ts` has, on the usual server. */

test.each([
  ['a default', "alter table t add column n mood default 'happy'"],
  ['a check', "alter table t add check (m <> 'happy')"],
])('a new value of an enum that %s uses at once wants a revision of its own', async (_name, use) => {
  const database = await freshDatabase();
  const { upgrade } = runner(
    line(
      { id: 'aaaa', up: "create type mood as enum ('sad'); create table t (m mood)", down: 'select 1' },
      { id: 'bbbb', up: `alter type mood add value 'happy'; ${use}`, down: 'select 1' },
    ),
    database,
  );
  await expect(upgrade()).rejects.toMatchObject({
    code: 'statement-failed',
    facts: { sqlState: '55P04' },
    hint: expect.stringContaining('a separate revision'),
  });
});

test.each([
  ['at the end of the command', 'ddl_command_end', ''],
  ['for tables alone', 'ddl_command_start', "when tag in ('CREATE TABLE')"],
])('an event trigger that forbids DDL %s is named while the state is made', async (_name, event, when) => {
  const database = await freshDatabase();
  await database.query(
    `create function public.no_ddl() returns event_trigger language plpgsql as $$begin raise exception 'ask the DBA'; end$$`,
  );
  await database.query(`create event trigger no_ddl on ${event} ${when} execute function no_ddl()`);
  const { upgrade } = runner([{ id: 'aaaa', up: 'select 1', down: 'select 1' }], database);
  await expect(upgrade()).rejects.toMatchObject({
    code: 'event-trigger-forbids',
    message: expect.stringContaining('no_ddl'),
    hint: expect.stringContaining('alter event trigger "no_ddl" disable;'),
  });
});

test.each([
  ['select 1 \u2060from pg_class', 'U+2060'],
  ['select\u202F1', 'U+202F'],
])('%j: the character that cannot be seen is named', async (up, name) => {
  const database = await freshDatabase();
  const { upgrade } = runner([{ id: 'aaaa', up, down: 'select 1' }], database);
  await expect(upgrade()).rejects.toMatchObject({
    code: 'statement-failed',
    facts: { invisible: expect.stringContaining(name) },
  });
});
