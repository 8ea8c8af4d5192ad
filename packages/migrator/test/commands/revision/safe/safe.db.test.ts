import { expect } from 'vitest';
import { longTest } from '../../../support/sample.ts';
import { feature } from '../../amend/amend-kit.ts';

const BEFORE = `export const orders = p.pgTable('orders', { id: p.bigint({ mode: 'number' }).primaryKey(), amount: p.integer().notNull(), note: p.text() });
export const small = p.pgTable('small', { id: p.integer().primaryKey(), n: p.integer() });
`;
const AFTER = `export const orders = p.pgTable('orders', { id: p.bigint({ mode: 'number' }).primaryKey(), amount: p.bigint({ mode: 'number' }).notNull(), note: p.text() }, (t) => [p.index('orders_note_idx').on(t.note)]);
export const small = p.pgTable('small', { id: p.integer().primaryKey(), n: p.bigint({ mode: 'number' }) }, (t) => [p.index('small_n_idx').on(t.n)]);
`;
const COLUMNS = `select table_name, column_name, data_type, is_nullable from information_schema.columns
  where table_schema = 'public' order by 1, 2`;
const ROWS = 'select id::int, amount::int, note from orders order by id';

longTest('what changes a large table is a chain at once, and a small one is changed as it is declared', async () => {
  const it = await feature({ shop: BEFORE });
  it.configure({ lint: { generate: 'safe' }, revisions: { batch: ['orders(id)'] } });
  expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
  it.commit();
  it.git('checkout', '-qb', 'feature');
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  await it.database.query("insert into orders select n, n * 2, 'note ' || n from generate_series(1, 700) n");
  const [rows, columns] = [await it.database.query(ROWS), await it.database.query(COLUMNS)];

  it.schema('shop', AFTER);
  const { revisions, exitCode } = await it.answer('revision', '-m', 'wider');
  const written = Array.isArray(revisions) ? revisions : [];
  expect({ exitCode, messages: written.map(({ message }) => message) }).toEqual({
    exitCode: 0,
    messages: expect.arrayContaining(['wider (column amount_new)', 'wider (amount changes over)', 'wider']),
  });
  // The last one has the snapshot, so that nothing is left to generate.
  expect(written.filter(({ snapshot }) => snapshot !== null).map(({ message }) => message)).toEqual(['wider']);
  const text = written.map((each) => each.text).join('\n');
  expect(text).toContain('CREATE INDEX CONCURRENTLY "orders_note_idx"');
  expect(text).toContain('CREATE INDEX "small_n_idx"');
  expect(text).toContain('ALTER TABLE "small" ALTER COLUMN "n" SET DATA TYPE bigint');
  expect(text).not.toContain('ALTER TABLE "orders" ALTER COLUMN "amount" SET DATA TYPE');

  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  expect(await it.database.query(ROWS)).toEqual(rows);
  expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
  expect(await it.answer('revision', '-m', 'nothing')).toMatchObject({ revisions: [] });
  expect(await it.answer('downgrade', `${written[0]?.revision}-1`, '--yes')).toMatchObject({ exitCode: 0 });
  expect(await it.database.query(ROWS)).toEqual(rows);
  expect(await it.database.query(COLUMNS)).toEqual(columns);
});
