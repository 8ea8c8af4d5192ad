/** The body of a new data revision. It imports types only: the slice's schema moves on, the revision does not. */
export function dataStub(): string {
  return `import type { DataOperations } from '@braid/migrator';

// All of a function runs in one transaction, which keeps the locks of the rows that it changes to its end. Many rows are
// changed in batches: a function that takes a range runs for a part of the keys at a time (import KeyRange, too).
//
// export const batch = { table: 'orders', key: 'id', done: 'total_cents is not null' };
//
// export async function upgrade(op: DataOperations, { from, to }: KeyRange): Promise<void> {
//   await op.execute('update orders set total_cents = round(total * 100) where id > $1 and id <= $2', [from, to]);
// }
//
// The same in SQL, in a file of \`migrate revision --empty -m backfill\`:
//   -- migrate:upgrade batch="orders(id)" done="total_cents is not null"
//   update orders set total_cents = round(total * 100) where id > :from and id <= :to and total_cents is null;

export async function upgrade(op: DataOperations): Promise<void> {
  await op.execute('select 1');
}

export async function downgrade(op: DataOperations): Promise<void> {
  await op.execute('select 1');
}
`;
}
