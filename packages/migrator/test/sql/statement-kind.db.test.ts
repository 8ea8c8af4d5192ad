import { expect, test } from 'vitest';
import { statementKind } from '../../src/sql/kind/classify-statement.ts';
import { runsAlone } from '../../src/sql/kind/statement-kind.ts';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { freshDatabase } from '../support/fresh-database.ts';

/** What the server answers to a statement that it refuses in a transaction block. */
const ACTIVE_TRANSACTION = '25001';

const SETUP = `
  create table p (a int) partition by list (a);
  create table p1 partition of p for values in (1);
  create table t (a int primary key);
  create materialized view m as select a from t;
  create unique index on m (a);
  create type e as enum ('x');
  create subscription s connection 'dbname=x' publication p with (connect = false)`;

test('the server refuses in a transaction what is said to run alone, and nothing else', async () => {
  const database = await freshDatabase();
  const client = await database.connect();
  await client.query(SETUP);
  const { rows } = await client.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  // Before PostgreSQL 16 a name has to follow: what cannot be parsed is refused for another reason.
  const unnamed = (rows[0]?.major ?? 0) < 16 ? [] : ['reindex database', 'reindex system'];
  const statements = [
    'create index concurrently on t (a)',
    'create index concurrently i on t (a)',
    'drop index concurrently i',
    'drop index concurrently i, j',
    'reindex index concurrently t_pkey',
    'reindex (concurrently) table t',
    'reindex (concurrently false) table t',
    'reindex table t',
    'reindex schema public',
    ...unnamed,
    `reindex database ${database.name}`,
    `reindex system ${database.name}`,
    'refresh materialized view concurrently m',
    "alter type e add value 'y'",
    'alter table p detach partition p1 concurrently',
    'alter table p detach partition p1 finalize',
    'alter table p detach partition p1',
    'alter system set work_mem = 64',
    `alter database ${database.name} set tablespace pg_default`,
    `alter database ${database.name} set timezone = 'UTC'`,
    'create database other',
    'drop database other',
    "create tablespace x location '/nowhere'",
    'drop tablespace x',
    "create subscription s2 connection 'dbname=x' publication p with (connect = false)",
    "create subscription s2 connection 'dbname=x' publication p",
    'drop subscription s',
    'alter subscription s disable',
    'vacuum',
    'vacuum t',
    'cluster',
    'cluster verbose',
    'cluster t using t_pkey',
    'discard all',
    'discard plans',
    'analyze',
    'checkpoint',
    'truncate t',
    'listen x',
  ];
  const wrong: string[] = [];
  for (const sql of statements) {
    await client.query('begin');
    const code = await client.query(sql).then(
      () => 'ok',
      (error: { code?: string }) => error.code ?? 'unknown',
    );
    await client.query('rollback');
    if ((code === ACTIVE_TRANSACTION) !== runsAlone(statementKind(sql))) wrong.push(`${code}: ${sql}`);
  }
  expect(wrong).toEqual([]);
  await client.query('alter subscription s set (slot_name = none)');
  await client.query('drop subscription s');
});

test('strings that continue after a comment are one string, as the server reads them', async () => {
  // libpg-query, the judge of the other cases, is wrong about comments here.
  const database = await freshDatabase();
  for (const sql of ["select E'a' -- x\n 'b\\';c' as v", "select E'a'\n -- y\n\n  'b\\';c' as v"]) {
    expect(splitStatements(`${sql}; select 2`, { slice: 's', file: 'f.sql' })[0]?.sql).toBe(sql);
    expect(await database.query(sql)).toEqual([{ v: "ab';c" }]);
  }
});
