import { StatementReader } from '../script/statement-reader.ts';
import { TokenList } from '../tokens/token-list.ts';

const BEFORE: ReadonlySet<string> = new Set(['or', 'replace', 'global', 'local']);

/** Whether a statement makes a thing that ends with the session: `CREATE TEMP …`, `CREATE … pg_temp.x`. */
export function makesTemporary(sql: string): boolean {
  const tokens = new TokenList(sql);
  const reader = new StatementReader(tokens);
  if (!reader.accept('create')) return false;
  reader.skipAny(BEFORE);
  if (reader.accept('temp') || reader.accept('temporary')) return true;
  for (const { key, text } of tokens) {
    if (text === '(') return false;
    if (key === 'pg_temp') return true;
  }
  return false;
}
