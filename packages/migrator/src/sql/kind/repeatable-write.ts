import { StatementReader } from '../script/statement-reader.ts';
import { TokenList } from '../tokens/token-list.ts';

/**
 * Whether a statement can run again without failing or adding rows twice, as far as its words tell: an `INSERT` that
 * says what happens `ON CONFLICT`, a `MERGE`, an `UPDATE` or a `DELETE`. Queries may be among them: `select setval(…)`.
 */
export function isRepeatableWrite(sql: string): boolean {
  const reader = new StatementReader(new TokenList(sql));
  switch (reader.word) {
    case 'insert':
      return saysOnConflict(reader);
    case 'merge':
    case 'update':
    case 'delete':
    case 'select':
      return true;
    default:
      return false;
  }
}

function saysOnConflict(reader: StatementReader): boolean {
  while (!reader.atEnd) {
    if (reader.text === '(') reader.group();
    else if (reader.accept('on', 'conflict')) return true;
    else reader.skip();
  }
  return false;
}
