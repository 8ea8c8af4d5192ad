import { expect, inject, test } from 'vitest';
import { createDatabase, freshDatabase } from './fresh-database.ts';

test('each fresh database is empty, UTF-8 and apart from the others', async () => {
  const [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
  await first.query("create table t (a text); insert into t values ('grün')");
  expect(await first.query('select a, length(a) as characters from t')).toEqual([{ a: 'grün', characters: 4 }]);
  expect(await second.query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  expect(await second.query('show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
});

test('a dropped database is gone although a session was open', async () => {
  const database = await createDatabase();
  await database.connect();
  await database.drop();
  await expect(database.query('select 1')).rejects.toMatchObject({ code: '3D000' });
  expect(inject('postgresUrl')).not.toBe(database.url);
});
