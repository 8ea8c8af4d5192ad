import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { queryRows } from '../../../../src/adapters/pg/fleet/query-source.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';

test('a source is one statement that only reads, however it ends', async () => {
  const { url, query } = await freshDatabase(inject('postgresUrl'));
  await query(`create table tenants (id text, tier int); insert into tenants values ('t1', 1), ('t2', 2)`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  // A session that a program lends is used again after each of them.
  const own = { url, source: 'test' };
  for (const options of [own, { ...own, borrowed: { kind: 'client', client } } as const]) {
    const ask = (text: string) => queryRows(options, text);
    const rows = [
      { id: 't1', tier: 1 },
      { id: 't2', tier: 2 },
    ];
    for (const end of ['', ';', ' -- all of them', '; -- all of them\n', '\n/* all */;\n']) {
      expect(await ask(`select id, tier from tenants order by id${end}`)).toEqual(rows);
    }
    expect(await ask('select id from tenants where false')).toEqual([]);
    for (const text of ['', '-- nothing', 'select 1; select 2', 'select id from tenants; rollback']) {
      await expect(ask(text)).rejects.toThrow('it is not one statement');
    }
    await expect(ask(`commit; delete from tenants returning id`)).rejects.toThrow('it is not one statement');
    await expect(ask('select nobody from tenants')).rejects.toMatchObject({ code: '42703' });
    await expect(ask(`delete from tenants returning id`)).rejects.toMatchObject({ code: '25006' });
    expect(await ask('select count(*)::int as n from tenants')).toEqual([{ n: 2 }]);
  }
});
