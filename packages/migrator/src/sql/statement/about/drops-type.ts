import { StatementReader } from '../../script/statement-reader.ts';
import { TokenList } from '../../tokens/token-list.ts';

/** Whether a statement drops a type or a domain. */
export function dropsType(sql: string): boolean {
  const reader = new StatementReader(new TokenList(sql));
  return reader.accept('drop', 'type') || reader.accept('drop', 'domain');
}
