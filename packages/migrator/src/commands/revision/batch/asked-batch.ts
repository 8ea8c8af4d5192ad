import { UsageError } from '../../../errors/usage/usage-error.ts';
import { readBatchKey } from '../../../revision/batch/read-batch.ts';
import { TokenList } from '../../../sql/tokens/token-list.ts';

/** The value of `--batch`: a table and its key. */
export interface AskedBatch {
  /** As in a marker: `app.orders(id)`. */
  readonly text: string;
  /** As SQL writes it: `app.orders`. */
  readonly table: string;
  /** Columns of the key, as PostgreSQL stores their names. */
  readonly key: readonly string[];
  /** The key as SQL compares it: `id`, `(order_id, line)`. */
  readonly compared: string;
}

/** Characters that would end the line on which it is written. */
const CONTROL = /\p{Cc}|[\u2028\u2029]/u;

/** Reads the value of `--batch`. Throws a `UsageError` for all but `table(column, …)` on one line. */
export function askedBatch(value: string): AskedBatch {
  const text = value.trim();
  const read = CONTROL.test(text) ? undefined : readBatchKey(text);
  if (read === undefined) throw new UsageError({ problem: 'batch-unreadable', value });
  const { table, key } = read;
  const tokens = [...new TokenList(text)];
  const open = tokens.findIndex((token) => token.key === '(');
  const columns = tokens.slice(open + 1, -1).flatMap((token) => (token.key === ',' ? [] : [token.text]));
  const list = columns.join(', ');
  return { text: `${table}(${list})`, table, key, compared: columns.length === 1 ? list : `(${list})` };
}
