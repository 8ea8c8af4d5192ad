import type { AskedBatch } from './asked-batch.ts';

/** Columns that a line of code has at most. */
const WIDTH = 120;

/** The body of a new data revision in batches, which looks at the rows of its range and changes none. */
export function batchCode({ table, key, compared }: AskedBatch): string {
  const isRow = key.length > 1;
  const places = (first: number): string => {
    const each = key.map((_, at) => `$${first + at}`).join(', ');
    return isRow ? `(${each})` : each;
  };
  const range = `${compared} > ${places(1)} and ${compared} <= ${places(key.length + 1)}`;
  const names = isRow ? `[${key.map(quoted).join(', ')}]` : key.map(quoted).join('');
  const type = isRow ? 'KeyRange<readonly string[]>' : 'KeyRange';
  const given = [quoted(`select count(*) from ${table} where ${range}`), isRow ? '[...from, ...to]' : '[from, to]'];
  const line = `await op.execute(${given.join(', ')});`;
  const call = line.length + 2 <= WIDTH ? line : `await op.execute(\n    ${given.join(',\n    ')},\n  );`;
  return `import type { BatchOptions, DataOperations, KeyRange } from '@braid/migrator';

// The functions run for a range of the key at a time, each range in a transaction of its own that also keeps how far it
// came. Add done: a condition that holds for every row at the end; where: only these rows are walked over.
export const batch: BatchOptions = { table: ${quoted(table)}, key: ${names} };

// Put here what changes the rows of one range, for example
// update ${table} set … where ${range}
export async function upgrade(op: DataOperations, { from, to }: ${type}): Promise<void> {
  ${call}
}

export async function downgrade(op: DataOperations, { from, to }: ${type}): Promise<void> {
  ${call}
}
`;
}

/** A string literal in code. */
function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
