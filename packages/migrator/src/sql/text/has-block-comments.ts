import type { Statement } from '../script/statement.ts';
import { Tokenizer } from '../tokens/tokenizer.ts';

/** Whether there are block comments in a text outside its statements. */
export function hasBlockComments(text: string, statements: readonly Pick<Statement, 'offset' | 'sql'>[]): boolean {
  const inside = statements.map(({ offset, sql }) => [offset, offset + sql.length] as const);
  const tokens = new Tokenizer(text);
  while (tokens.next() !== 'end' && tokens.kind !== 'unterminated') {
    const { kind, start } = tokens;
    if (kind === 'block-comment' && !inside.some(([from, to]) => from <= start && start < to)) return true;
  }
  return false;
}
