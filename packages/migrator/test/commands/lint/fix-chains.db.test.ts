import { expect } from 'vitest';
import { differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { built, left, shop, unlike } from './fix-kit.ts';

const BASE = `create schema app;
create table app.orders (id bigint primary key, amount int not null, note text);
create index orders_amount_idx on app.orders (amount);`;
const ROWS = "insert into app.orders select n, n * 3, 'note ' || n from generate_series(1, 1200) n;";

const RETYPED = {
  id: 'b1',
  up: 'alter table app.orders alter column amount type bigint;',
  down: 'alter table app.orders alter column amount type int;',
};

test('another type is a chain of revisions that rows may be written between, in both directions', async () => {
  const it = await shop(BASE, [RETYPED]);
  const before = await built(it, ROWS);
  const { fixed, lint, exitCode, error } = await it.answer('lint', '--fix', 'b1', '--yes');
  expect({ exitCode, lint, error }).toMatchObject({ exitCode: 0, lint: { failed: false }, error: undefined });
  const [chain] = Array.isArray(fixed) ? fixed : [];
  const ids: readonly string[] = chain.revisions.map(({ revision }: { revision: string }) => revision);
  expect(ids).toHaveLength(7);
  expect(ids.at(-1)).toBe('b1');
  expect(unlike(before, await built(it, ROWS))).toBe('');

  // Somebody writes between all of them, by the name of the column that everybody knows.
  const database = await freshDatabase();
  const expected = new Map(Array.from({ length: 1200 }, (_, at) => [String(at + 1), String((at + 1) * 3)]));
  const run = async (...args: readonly string[]): Promise<void> => {
    expect(await it.migrate(...args, '--yes', '--url', database.url)).toMatchObject({ exitCode: 0 });
  };
  let next = 5000;
  const write = async (): Promise<void> => {
    next += 1;
    await database.query(
      `insert into app.orders (id, amount) values (${next}, ${next}); update app.orders set amount = ${next} where id = ${next - 4999}`,
    );
    expected.set(String(next), String(next)).set(String(next - 4999), String(next));
  };
  const seen = async () =>
    new Map(
      (await database.query('select id::text, amount::text from app.orders')).map(({ id, amount }) => [id, amount]),
    );
  await run('upgrade', 'a1');
  await database.query(ROWS);
  for (const id of ids) {
    await write();
    await run('upgrade', id);
    expect(await seen(), `above ${id}`).toEqual(expected);
  }
  expect(differences(before.up.catalog, (await left(database)).catalog)).toBe('');
  for (const id of ids.toReversed()) {
    await write();
    await run('downgrade', id === ids[0] ? 'a1' : (ids[ids.indexOf(id) - 1] ?? ''));
    expect(await seen(), `below ${id}`).toEqual(expected);
  }
});

test('a default that differs from row to row is filled in batches', async () => {
  const it = await shop(BASE, [
    {
      id: 'b1',
      up: 'alter table app.orders add column token uuid not null default gen_random_uuid();',
      down: 'alter table app.orders drop column token;',
      options: 'lossy="tokens"',
    },
    {
      id: 'b2',
      up: 'alter table app.orders add column at timestamptz default clock_timestamp();',
      down: 'alter table app.orders drop column at;',
      options: 'lossy="times"',
    },
  ]);
  const before = await built(it, ROWS);
  const { fixed, lint, error } = await it.answer('lint', '--fix', 'b1:heads', '--yes');
  expect({ lint, error }).toMatchObject({ lint: { failed: false }, error: undefined });
  expect(Array.isArray(fixed) ? fixed.map(({ revisions }) => revisions.length) : []).toEqual([3, 2]);
  const after = await built(it, ROWS);
  // The values are other ones in each run.
  const masked = (rows: string): string => rows.replace(/"(token|at)" : "[^"]*"/g, '"$1" : "…"');
  const mask = (one: typeof before) => ({ ...one, up: { ...one.up, rows: masked(one.up.rows) } });
  expect(unlike(mask(before), mask(after))).toBe('');
  expect(after.up.rows).not.toContain('null');
});
