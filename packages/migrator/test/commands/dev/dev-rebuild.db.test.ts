import { expect, test } from 'vitest';
import { openServerDatabases } from '../../../src/adapters/pg/databases/server-databases.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { BASE, onBranch } from './dev-kit.ts';

/** What a database has that is not in it. */
const GIVEN = `select pg_encoding_to_char(encoding) as encoding, datcollate, datctype, datconnlimit, pg_get_userbyid(datdba) as owner,
  shobj_description(oid, 'pg_database') as note, array(select a::text from unnest(datacl) a order by 1) as privileges,
  array(select (pg_get_userbyid(nullif(setrole, 0)), c)::text from pg_db_role_setting, unnest(setconfig) c where setdatabase = d.oid order by 1) as settings
  from pg_database d where datname = `;

test('what was given to a database stays with its name when it is built again, and what was in it with the other one', async () => {
  const it = await onBranch();
  it.schema('shop', BASE.replace(' })', ', extra: p.integer() })'));
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  const { name } = it.database;
  for (const sql of [
    `comment on database "${name}" is 'it''s a branch'`,
    `alter database "${name}" set search_path to public, "odd ""name", "with, comma"`,
    `alter database "${name}" set work_mem to '7MB'`,
    `alter role current_user in database "${name}" set braid.note to 'it''s'`,
    `alter database "${name}" connection limit 77`,
    `revoke temporary on database "${name}" from public`,
    `grant create on database "${name}" to pg_monitor with grant option`,
    'create table by_hand (n integer)',
  ]) {
    await it.database.query(sql);
  }
  const before = await it.database.query(`${GIVEN} '${name}'`);
  expect(before).toMatchObject([{ note: "it's a branch", datconnlimit: 77 }]);
  expect(before[0]?.settings).toHaveLength(3);
  const committed = await it.answer('dev', 'commit', '-m', 'extra', '--rebuild');
  expect(committed).toMatchObject({ exitCode: 0, committed: true, rebuilt: { copied: ['public.base'] } });
  expect(await it.database.query(`${GIVEN} '${name}'`)).toEqual(before);
  const kept = JSON.stringify(committed.rebuilt).match(/"kept":"([^"]+)"/)?.[1] ?? '';
  // A comment says of what branch a database is: `migrate db prune` drops those of branches that are gone.
  expect(await it.database.query(`${GIVEN} '${kept}'`)).toMatchObject([{ note: null, owner: expect.any(String) }]);
  await it.database.query(`drop database "${kept}"`);
});

test('a materialized view has what it selects from the rows that were copied', async () => {
  const it = await onBranch();
  it.write(
    'features/shop/sql/counted.sql',
    'create materialized view counted as select count(*)::int as n from base;\n',
  );
  expect(await it.answer('dev', '--once')).toMatchObject({ exitCode: 0, drafts: [{}] });
  await it.database.query('create table by_hand (n integer)');
  const committed = await it.answer('dev', 'commit', '-m', 'counted', '--rebuild');
  expect(committed).toMatchObject({ exitCode: 0, committed: true, rebuilt: { copied: ['public.base'] } });
  expect(await it.database.query('select n from counted')).toEqual([{ n: 3 }]);
  const kept = JSON.stringify(committed.rebuilt).match(/"kept":"([^"]+)"/)?.[1] ?? '';
  await it.database.query(`drop database "${kept}"`);
});

test('where a database cannot take the place of another one, both are as they were', async () => {
  const { url, name, query } = await freshDatabase();
  const options = { url, source: 'test', stateSchema: 'braid', toolVersion: '0' };
  const server = await openServerDatabases(options, name, 'migrate dev commit');
  try {
    await expect(server.takePlace(`${name}_nowhere`, name, `${name}_kept`)).rejects.toThrow(/nowhere/);
  } finally {
    await server.close();
  }
  const names = await query('select datname from pg_database where starts_with(datname, $1)', [name]);
  expect(names).toEqual([{ datname: name }]);
});
