import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSqlParser } from '../../../src/adapters/parser/pg-parser.ts';
import { readBatchBounds } from '../../../src/sql/batch/batch-bounds.ts';
import { bindBatch } from '../../../src/sql/batch/bind-batch.ts';
import { withParameters } from '../../../src/sql/batch/with-parameters.ts';
import { writesKey } from '../../../src/sql/batch/writes-key.ts';

const later = { from: ['5'], to: ["9'"], isFirst: false };
const pair = { from: ['5', 'a'], to: ['6', "b'"], isFirst: true };

function bound(sql: string, key: readonly string[], range: typeof later): string {
  const bounds = readBatchBounds(sql, key);
  if ('problem' in bounds) throw new Error(bounds.problem);
  return bindBatch(
    sql,
    bounds,
    key.map(() => 'text'),
    range,
  ).sql;
}

describe('bounds', () => {
  test.each([
    ['x where id > :from and id <= :to', ['id'], `x where id > '5'::text and id <= '9'''::text`],
    ['x where o.id>:from and a.b."id"<=:to', ['id'], `x where o.id>'5'::text and a.b."id"<='9'''::text`],
    ['x where "Id" > :from and (("Id") <= :to)', ['Id'], `x where "Id" > '5'::text and (("Id") <= '9'''::text)`],
    ["x where ID > :from and id <= :to and s = ':from' -- :to", ['id'], undefined],
  ])('%s', (sql, key, expected) => {
    const text = bound(sql, key, later);
    if (expected === undefined) expect(text).toContain("and s = ':from' -- :to");
    else expect(text).toBe(expected);
  });

  test('of several columns are rows, and the first batch has its first key', () => {
    expect(bound('x where (a, t.b) > :from and (a, b) <= :to', ['a', 'b'], pair)).toBe(
      `x where (a, t.b) >= ('5'::text, 'a'::text) and (a, b) <= ('6'::text, 'b'''::text)`,
    );
  });

  test.each([
    ['x where id > :from', 'no-to'],
    ['x where id <= :to', 'no-from'],
    ['x where id >= :from and id <= :to', 'from-operator'],
    ['x where id > :from and id < :to', 'to-operator'],
    ['x where :from < id and id <= :to', 'from-operator'],
    ['x where id between :from and :to', 'from-operator'],
    ['x where data ->> :from and id <= :to', 'from-operator'],
    ['x where ids @> :from and id <= :to', 'from-operator'],
    ['x where id = :from and id <= :to', 'from-operator'],
    ['x where id < = :to and id > :from', 'to-operator'],
    ['x where other > :from and id <= :to', 'not-the-key'],
    ['x where abs(id) > :from and id <= :to', 'not-the-key'],
    ['x where n + id > :from and id <= :to', 'not-the-key'],
    ['x where -id > :from and id <= :to', 'not-the-key'],
    ['x where (id, n) > :from and id <= :to', 'not-the-key'],
    ['x where id > :from and id <= :to and n = $1', 'parameter'],
    ['x where id > : from and id <= :to', 'no-from'],
  ])('refuses %s: %s', (sql, problem) => {
    expect(readBatchBounds(sql, ['id'])).toMatchObject({ problem });
  });

  test('have their place in the file, whatever length the keys have', () => {
    const part = fc.constantFrom('id > :from', 'id <= :to', ' and ', ' n = 1 ', "'é😀'", '\n');
    fc.assert(
      fc.property(fc.array(part), fc.string(), fc.string(), fc.boolean(), (parts, from, to, isFirst) => {
        const sql = `x where id > :from and id <= :to and ${parts.filter((each) => !each.startsWith('id')).join('')} and id > :from and id <= :to`;
        const bounds = readBatchBounds(sql, ['id']);
        if ('problem' in bounds) throw new Error(bounds.problem);
        const range = { from: [from.replaceAll('\0', '')], to: [to.replaceAll('\0', '')], isFirst };
        const { sql: text, written } = bindBatch(sql, bounds, ['text'], range);
        const isWritten = Array.from({ length: text.length }, (_, at) => {
          const place = written(at);
          const before = bounds.some(({ operator, end }) => place >= operator.start && place < end);
          return before || text[at] === sql[place];
        });
        expect(isWritten).not.toContain(false);
      }),
    );
  });
});

test('a parser of SQL takes a batched statement, with everything in its place', async () => {
  const parser = await openSqlParser();
  const sql = "update t set a = ':from' where id > :from and id <= :to /* :to */";
  expect(parser.parse(sql)).toMatchObject({ statements: [{}] });
  expect(withParameters(sql)).toBe("update t set a = ':from' where id > $1    and id <= $2  /* :to */");
  expect(withParameters('select a::text, b[1:2] from t')).toBe('select a::text, b[1:2] from t');
});

test.each([
  ['update items set id = id + 1 where true', true],
  ['update items set n = 1, "id" = 2', true],
  ['update app.items as i set (n, id) = (1, 2)', true],
  ['with x as (update only items set id = 2 returning *) select 1', true],
  ['insert into items values (1) on conflict (id) do update set id = 3', true],
  ['merge into items using o on true when matched then update set id = 3', true],
  ['update items set n = (select id from o where id = 3)', false],
  ['update items set n = id', false],
  ['update others set id = 1 from items', false],
  ['update items set n = 1 where id = 2', false],
])('%s writes the key: %s', (sql, expected) => {
  expect(writesKey(sql, 'items', ['id']) !== undefined).toBe(expected);
});
