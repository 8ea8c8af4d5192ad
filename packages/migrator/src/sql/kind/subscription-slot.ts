import { StatementReader } from '../script/statement-reader.ts';
import { TokenList } from '../tokens/token-list.ts';

/**
 * The subscription that `ALTER SUBSCRIPTION … SET (slot_name = NONE)` detaches from its slot on the other server, as
 * PostgreSQL stores its name.
 */
export function detachedFromSlot(sql: string): string | undefined {
  const reader = new StatementReader(new TokenList(sql));
  if (!reader.accept('alter', 'subscription')) return undefined;
  const name = reader.name();
  if (!reader.accept('set')) return undefined;
  const options = reader.group();
  const at = options.indexOf('slot_name');
  return at >= 0 && options[at + 1] === '=' && options[at + 2] === 'none' ? name : undefined;
}

/** The subscription that `DROP SUBSCRIPTION` drops. */
export function droppedSubscription(sql: string): string | undefined {
  const reader = new StatementReader(new TokenList(sql));
  if (!reader.accept('drop', 'subscription')) return undefined;
  reader.accept('if', 'exists');
  return reader.name();
}
