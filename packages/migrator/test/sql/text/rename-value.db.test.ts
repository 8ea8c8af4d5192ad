import { afterAll, beforeAll, expect, test } from 'vitest';
import { renameValue } from '../../../src/sql/text/rename-value.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
});

const use = { type: 'mood', columns: new Set(['m']), arrays: new Set(['all_of']) };
const conditions = [
  `m = 'sad'`,
  `t.m <> 'sad' and note = 'sad'`,
  `'sad' = m`,
  `m in ('ok', 'sad')`,
  `m not in ('sad') or n = 1`,
  `m is distinct from 'sad'`,
  `m is not distinct from 'sad'`,
  `'sad' = any (all_of)`,
  `coalesce(m, 'sad'::mood) = 'ok'`,
  `case when m = 'sad' then n = 1 else note = 'sad' end`,
  `m::text = 'sad'`,
  `note || m::text = 'sad'`,
  `(m > 'sad') = (note > 'sad')`,
];

test('what is told to be the value is what PostgreSQL renames, and nothing else is', async () => {
  const client = await database.connect();
  await client.query("create type mood as enum ('sad', 'ok', 'glad')");
  await client.query('create table t (n int, note text, m mood, all_of mood[])');
  const add = async (name: string, sql: string) =>
    await client.query(`alter table t add constraint ${name} check (${sql})`);
  const read = async (name: string): Promise<unknown> =>
    (await client.query('select pg_get_constraintdef(oid) as d from pg_constraint where conname = $1', [name])).rows[0]
      .d;
  for (const [number, sql] of conditions.entries()) await add(`c${number}`, sql);
  await client.query("alter type mood rename value 'sad' to 'blue'");
  for (const [number, sql] of conditions.entries()) {
    await add(`d${number}`, renameValue(sql, use, 'sad', 'blue').sql);
    expect(await read(`d${number}`)).toBe(await read(`c${number}`));
  }
});
