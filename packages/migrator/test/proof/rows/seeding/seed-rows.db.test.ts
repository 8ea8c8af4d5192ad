import { expect, test } from 'vitest';
import type { ScratchDatabase } from '../../../../src/ports/proof/scratch.ts';
import { fingerprintRows, lostRows } from '../../../../src/proof/rows/row-fingerprints.ts';
import { AnswerMemory } from '../../../../src/proof/rows/seeding/answer-memory.ts';
import { type attemptAll, attemptAlone } from '../../../../src/proof/rows/seeding/attempts.ts';
import { converse } from '../../../../src/proof/rows/seeding/converse.ts';
import { seedRows, seedTalk } from '../../../../src/proof/rows/seeding/seed-rows.ts';
import { sequencesBehind } from '../../../../src/proof/rows/sequences-behind.ts';
import { HARD, on, REFUSING } from './seed-kit.ts';

async function seed(database: ScratchDatabase, style: 'varied' | 'plain' = 'varied', firstRow = 0) {
  const tables = await database.readTables();
  const unseeded = await seedRows(database, tables, { style, firstRow });
  return { tables, unseeded };
}

const EVERY_TYPE = `
create type mood as enum ('sad', 'ok', 'happy'); create type pair as (a int, b text); create domain positive as int check (value > 0);
create domain code as varchar(8) check (value ~ '^[A-Z]{3}$'); create type span as range (subtype = float8);
create table every_type (id bigserial primary key, ${[
  ...[
    'bool',
    'int2',
    'int4',
    'int8',
    'numeric',
    'numeric(5,2)',
    'numeric(4,4)',
    'float4',
    'float8',
    'money',
    'text',
    'varchar',
    'varchar(3)',
  ],
  ...[
    'char(5)',
    '"char"',
    'name',
    'bytea',
    'date',
    'time',
    'timetz',
    'timestamp',
    'timestamptz(3)',
    'interval',
    'uuid',
    'json',
    'jsonb',
    'jsonpath',
    'xml',
  ],
  ...[
    'inet',
    'cidr',
    'macaddr',
    'macaddr8',
    'bit(4)',
    'varbit(9)',
    'point',
    'line',
    'lseg',
    'box',
    'path',
    'polygon',
    'circle',
    'tsvector',
    'tsquery',
  ],
  ...[
    'oid',
    'mood',
    'pair',
    'positive',
    'code',
    'int4range',
    'tstzrange',
    'span',
    'nummultirange',
    'text[]',
    'int[][]',
    'mood[]',
    'numeric(9,3)[]',
    'timestamptz[]',
  ],
]
  .map((type, at) => `c${at} ${type} not null`)
  .join(', ')}, doubled int generated always as (c2 / 2) stored);`;

test('every type gets values, ordinary and extreme ones, in every column', async () => {
  await on(EVERY_TYPE, async (database) => {
    expect((await seed(database)).unseeded).toEqual([]);
    const [rows] = await database.query(
      'select count(*)::int as n, max(c2) as c2, max(length(c12)) as c12 from every_type',
    );
    expect(rows).toEqual({ n: 7, c2: 2_147_483_646, c12: 3 });
  });
});

test('the same schema gets the same rows', async () => {
  const prints = [];
  for (const _ of [1, 2]) {
    prints.push(await on(EVERY_TYPE, async (database) => fingerprintRows(database, (await seed(database)).tables)));
  }
  expect(prints[0]).toEqual(prints[1]);
});

test('keys, cycles, checks, partitions, unique and odd names are kept', async () => {
  await on(HARD, async (database) => {
    const { tables, unseeded } = await seed(database);
    expect(unseeded).toEqual([]);
    const prints = await fingerprintRows(database, tables);
    expect([...prints.values()].filter(({ count }) => count === '0')).toEqual([]);
    expect(await database.query('select count(*) > 1 as several from bars where high > low')).toEqual([
      { several: true },
    ]);
    expect(await sequencesBehind(database, tables)).toEqual([]);
    // More rows on top of them, of another kind.
    expect((await seed(database, 'plain', 10)).unseeded).toEqual([]);
  });
});

test.each([HARD, REFUSING])('tables that ask together get the rows that they get one by one', async (sql) => {
  const rows = [];
  for (const attempt of [undefined, oneByOne]) {
    rows.push(
      await on(sql, async (database) => {
        const tables = await database.readTables();
        const options = { style: 'varied', ...(attempt === undefined ? {} : { attempt }) } as const;
        const first = await seedRows(database, tables, options);
        const second = await seedRows(database, tables, { ...options, firstRow: 10 });
        return { first, second, prints: await fingerprintRows(database, tables) };
      }),
    );
  }
  expect(rows[0]).toEqual(rows[1]);
});

const oneByOne: typeof attemptAll = async (query, attempts) => {
  const answers = [];
  for (const attempt of attempts) answers.push(await attemptAlone(query, attempt));
  return answers;
};

test('what stops a whole message is tried statement by statement', async () => {
  // As a time limit ends a statement: no handler of exceptions hears of it.
  const sql = `create table fine (n int not null);
create function cancel() returns trigger language plpgsql as 'begin raise exception ''took too long'' using errcode = ''57014''; end';
create table slow (n int not null); create trigger wait before insert on slow for each row execute function cancel();`;
  await on(sql, async (database) => {
    const { unseeded } = await seed(database, 'plain');
    expect(unseeded).toEqual([{ table: 'public.slow', why: 'took too long' }]);
    expect(await database.query('select count(*)::int as n from fine')).toEqual([{ n: 2 }]);
    const tables = await database.readTables();
    // The same where the rounds after it are in the message, too.
    const memory = new AnswerMemory();
    for (const firstRow of [10, 20]) {
      const talk = () => seedTalk(tables, { style: 'plain', firstRow });
      const { result } = await converse(database.query, talk, { memory, scope: '', statements: 'select 1 as one' });
      expect(result).toEqual([{ table: 'public.slow', why: 'took too long' }]);
    }
    expect(await database.query('select count(*)::int as n from fine')).toEqual([{ n: 6 }]);
  });
});

test('a table that takes no row is named with the reason, and does not stop the others', async () => {
  const sql = `
create table moody (n int not null check (n * n = 2 * n + 12345679));
create function no() returns trigger language plpgsql as 'begin raise exception ''not in my table''; end';
create table guarded (n int); create trigger guard before insert on guarded execute function no();
create table a (id int primary key, b int not null); create table b (id int primary key, a int not null references a (id));
alter table a add foreign key (b) references b (id);
create table parted (n int not null) partition by list (n);
create table fine (n int not null);`;
  await on(sql, async (database) => {
    const { unseeded } = await seed(database);
    expect(Object.fromEntries(unseeded.map(({ table, why }) => [table, why]))).toEqual({
      'public.moody': expect.stringContaining('moody_n_check'),
      'public.guarded': 'not in my table',
      'public.a': expect.stringContaining('null value in column "b"'),
      'public.b': expect.stringContaining('null value in column "a"'),
      'public.parted': expect.stringContaining('no partition'),
    });
    expect(await database.query('select count(*)::int as n from fine')).toEqual([{ n: 4 }]);
  });
});

test('what is lost is named by table and column', async () => {
  const sql = `create table t (id int primary key, a text, b text);
    insert into t values (1, 'one', 'x'), (2, 'two', 'y'); create table u as select generate_series(1, 4) as n;`;
  await on(sql, async (database) => {
    const tables = await database.readTables();
    const before = await fingerprintRows(database, tables);
    const lostBy = async (change: string) => {
      await database.query(change);
      return lostRows(before, await fingerprintRows(database, tables));
    };
    expect(await lostBy('update t set a = a')).toEqual([]);
    expect(await lostBy('update t set a = null where id = 1')).toEqual(['public.t.a']);
    expect(await lostBy("update t set a = case id when 1 then 'two' else 'one' end")).toEqual([
      'public.t (values went to other rows)',
    ]);
    expect(await lostBy("update t set id = 3, b = 'z' where id = 2; delete from u where n > 3")).toEqual([
      'public.t.b',
      'public.t.id',
      'public.u (3 rows, were 4)',
    ]);
  });
});
