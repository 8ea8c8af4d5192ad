import { expect, inject, test } from 'vitest';
import { SessionLane } from '../../../../src/adapters/pg/connection/session-lane.ts';
import { openPgDatabase } from '../../../../src/adapters/pg/pg-database.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { waitFor } from '../../../support/wait-for.ts';

test('a session serves many databases, but not so many that the server has to look through what they left', async () => {
  const { url, query } = await freshDatabase(inject('postgresUrl'));
  await query('create table backends (pid int)');
  const lane = new SessionLane();
  try {
    for (let tenant = 1; tenant <= 70; tenant += 1) {
      const database = openPgDatabase({ url, source: 'test', toolVersion: '1.0.0', lane });
      const failure = await database.runWork({}, async (session) => {
        await session.execute('insert into backends values (pg_backend_pid())');
      });
      expect(failure).toBeUndefined();
      await database.close();
    }
    const served = await query('select count(*)::int as n from backends group by pid order by 1 desc');
    expect(served).toEqual([{ n: 20 }, { n: 20 }, { n: 20 }, { n: 10 }]);
    const open = 'select 1 from pg_stat_activity where pid in (select pid from backends)';
    await waitFor('all but the last to be closed', async () => (await query(open)).length === 1);
  } finally {
    await lane.close();
  }
});
