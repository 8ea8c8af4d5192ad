import { expect, inject, test } from 'vitest';
import { openPgDatabase } from '../../../../src/adapters/pg/pg-database.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';

const request = { runId: 'first', host: 'here', pid: 7, runs: 'upgrade heads', durationMs: 60_000 };

test('a state that a newer Braid has made since it was looked for is refused, and nothing of it is replaced', async () => {
  const { url, query } = await freshDatabase(inject('postgresUrl'));
  const open = () => openPgDatabase({ url, source: 'test', toolVersion: '1.0.0' });
  const newer = open();
  await newer.ensureState();
  await query(`update braid.format set version = 99;
create or replace function braid.fence(p_token bigint, p_run text) returns void language sql as 'select'`);
  await newer.close();

  const older = open();
  const isNewer = { code: 'state-format-newer', facts: { found: 99, known: 1 } };
  await expect(older.acquireNew(request)).rejects.toMatchObject(isNewer);
  await expect(older.ensureState()).rejects.toMatchObject(isNewer);
  await older.close();
  expect(
    await query(`select prolang = (select oid from pg_language where lanname = 'sql') as kept from pg_proc
where proname = 'fence' and pronamespace = 'braid'::regnamespace`),
  ).toEqual([{ kept: true }]);
  expect(await query('select run_id from braid.lease')).toEqual([{ run_id: null }]);
});

test('whether a server can be written to is read where nobody has read anything yet', async () => {
  const { url, query } = await freshDatabase(inject('postgresUrl'));
  await query(
    `do 'begin execute format(''alter database %I set default_transaction_read_only = on'', current_database()); end'`,
  );
  const database = openPgDatabase({ url, source: 'test', toolVersion: '1.0.0' });
  await expect(database.requireWritable()).rejects.toMatchObject({ code: 'database-read-only' });
  await database.close();
});
