import { expect, test } from 'vitest';
import { streamRows } from '../../../../src/adapters/module/rows/stream-rows.ts';

test('op.stream holds no row that it has given', async () => {
  const fetched: Readonly<Record<string, unknown>>[] = [{ a: 1 }, { a: 2 }, { a: 3 }];
  const stream = streamRows('select a from t', undefined, {
    execute: (sql) => Promise.resolve({ rows: sql.startsWith('fetch') ? fetched : [], rowCount: null }),
    session: { keepsCursors: true },
    transactional: true,
  });
  await expect(stream.next()).resolves.toEqual({ value: { a: 1 }, done: false });
  await expect(stream.next()).resolves.toEqual({ value: { a: 2 }, done: false });
  expect(fetched).toEqual([undefined, undefined, { a: 3 }]);
  await expect(stream.next()).resolves.toEqual({ value: { a: 3 }, done: false });
  await expect(stream.next()).resolves.toEqual({ value: undefined, done: true });
});
