/** The body of a new data revision. It imports types only: the slice's schema moves on, the revision does not. */
export function dataStub(): string {
  return `import type { DataOperations } from '@braid/migrator';

export async function upgrade(op: DataOperations): Promise<void> {
  // All of it runs in one transaction, which keeps the locks of the rows that it changes to its end. Many rows are
  // changed in batches, by an SQL revision (\`migrate revision --empty -m backfill\`) whose marker names table and key:
  //   -- migrate:upgrade batch="orders(id)" done="total_cents is not null"
  //   update orders set total_cents = round(total * 100) where id > :from and id <= :to and total_cents is null;
  await op.execute('select 1');
}

export async function downgrade(op: DataOperations): Promise<void> {
  await op.execute('select 1');
}
`;
}
