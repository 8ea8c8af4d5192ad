import { StatementReader } from '../script/statement-reader.ts';
import { TokenList } from '../tokens/token-list.ts';

/** Whether a statement is `select setval(pg_get_serial_sequence(…), …)`. */
export function setsSerialSequence(sql: string): boolean {
  const reader = new StatementReader(new TokenList(sql));
  return reader.accept('select', 'setval', '(') && reader.accept('pg_get_serial_sequence', '(');
}
