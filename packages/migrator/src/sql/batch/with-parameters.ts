import { TokenList } from '../tokens/token-list.ts';

/**
 * The statement with `$1` and `$2` for `:from` and `:to`, which PostgreSQL's parser takes; every other character keeps
 * its place.
 */
export function withParameters(sql: string): string {
  let result = sql;
  let colon = -1;
  for (const { key, start, text } of new TokenList(sql)) {
    if ((key === 'from' || key === 'to') && colon === start - 1) {
      const parameter = key === 'from' ? '$1' : '$2';
      result = result.slice(0, colon) + parameter.padEnd(text.length + 1) + result.slice(start + text.length);
    }
    colon = key === ':' ? start : -1;
  }
  return result;
}
