/** The body of a new data revision. It imports types only: the slice's schema moves on, the revision does not. */
export function dataStub(): string {
  return `import type { DataOperations } from '@braid/migrator';

// All of a function runs in one transaction, which keeps the locks of the rows that it changes to its end. Many rows are
// changed in batches: \`migrate revision -m cents --data --batch "orders(id)"\` writes them (in SQL: --empty).

export async function upgrade(op: DataOperations): Promise<void> {
  await op.execute('select 1');
}

export async function downgrade(op: DataOperations): Promise<void> {
  await op.execute('select 1');
}
`;
}
