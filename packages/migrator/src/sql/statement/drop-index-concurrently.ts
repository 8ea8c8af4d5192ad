import { Tokenizer } from '../tokens/tokenizer.ts';

/** A `DROP INDEX` with CONCURRENTLY; every other statement as it is. */
export function dropIndexConcurrently(sql: string): string {
  const tokens = new Tokenizer(sql);
  const begins = ['drop', 'index'].every((word) => nextIs(tokens, word));
  const { end } = tokens;
  if (!begins || nextIs(tokens, 'concurrently')) return sql;
  return `${sql.slice(0, end)} CONCURRENTLY${sql.slice(end)}`;
}

function nextIs(tokens: Tokenizer, word: string): boolean {
  while (['line-comment', 'block-comment'].includes(tokens.next()));
  return tokens.is(word);
}
