/** The body of a new data revision. It imports types only: the slice's schema moves on, the revision does not. */
export function dataStub(): string {
  return `import type { DataOperations } from '@braid/migrator';

export async function upgrade(op: DataOperations): Promise<void> {
  // Work in batches, so that no lock is held for long:
  // for (;;) {
  //   const { rowCount } = await op.execute(
  //     'update … set … where id in (select id from … where … is null order by id limit 1000)',
  //   );
  //   if (rowCount === 0 || op.signal.aborted) break;
  // }
  await op.execute('select 1');
}

export async function downgrade(op: DataOperations): Promise<void> {
  await op.execute('select 1');
}
`;
}
