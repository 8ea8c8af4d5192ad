import { expect, test } from 'vitest';
import { readTenants } from '../../src/fleet/read-tenants.ts';

const read = (...rows: readonly unknown[]) => readTenants('shop', 'a query', rows);

test('rows are tenants, by id, with what else they say as attributes', () => {
  expect(
    read(
      { id: 't2', schema: 't2', tier: 'canary', seats: 7, note: null },
      { id: 1, url: 'postgres://db/one' },
      { id: 't3', url_variable: 'T3_URL', schema: 'app' },
      { id: 't4', database: 'shop_4' },
    ),
  ).toEqual([
    { id: '1', schema: undefined, database: { by: 'url', url: 'postgres://db/one' }, attributes: {} },
    { id: 't2', schema: 't2', database: undefined, attributes: { tier: 'canary', seats: '7' } },
    { id: 't3', schema: 'app', database: { by: 'variable', variable: 'T3_URL' }, attributes: {} },
    { id: 't4', schema: undefined, database: { by: 'name', name: 'shop_4' }, attributes: {} },
  ]);
});

test.each<[string, readonly unknown[]]>([
  ['names no tenant', []],
  ['row 1 is not an object with an id', ['t1']],
  ['row 1 is not an object with an id', [['t1']]],
  ['row 2 has no id', [{ id: 'a', schema: 'a' }, { schema: 'b' }]],
  ['row 1 has no id', [{ id: ' ', schema: 'b' }]],
  ['row 1 names neither a schema nor a database', [{ id: 'a', tier: 'x' }]],
  ['row 1 has more than one of url', [{ id: 'a', url: 'postgres://x', database: 'y' }]],
  ['row 1 has a schema that is not a name', [{ id: 'a', schema: 'x'.repeat(64) }]],
  ['row 1 has a schema that is not a name', [{ id: 'a', schema: '' }]],
  ['row 1 has control characters in id', [{ id: 'a\u0007', schema: 'x' }]],
  ['row 1 has tags, which is neither a text nor a number', [{ id: 'a', schema: 'x', tags: [] }]],
  [
    'names the tenant a twice',
    [
      { id: 'a', schema: 'x' },
      { id: 'a', schema: 'y' },
    ],
  ],
  [
    'b and a in the same database and schema',
    [
      { id: 'a', schema: 'x' },
      { id: 'b', schema: 'x' },
    ],
  ],
  [
    'b and a in the same',
    [
      { id: 'a', url: 'postgres://x' },
      { id: 'b', url: 'postgres://x' },
    ],
  ],
])('%s', (says, rows) => {
  expect(() => read(...rows)).toThrow(says);
});

test('no message has the URL of a tenant, which may hold a password', () => {
  const rows = ['a', 'b'].map((id) => ({ id, url: 'postgres://u:secret@db/x' }));
  expect(() => read(...rows)).toThrow(/^(?!.*secret)/s);
});
