import { TokenList } from '../tokens/token-list.ts';

/** The statement with words after the first such keyword (in lower case); as it is where it has none. */
export function withWordsBehind(sql: string, keyword: string, words: string): string {
  for (const { key, start, text } of new TokenList(sql)) {
    if (key === keyword) return `${sql.slice(0, start + text.length)} ${words}${sql.slice(start + text.length)}`;
  }
  return sql;
}

/** The statement without the first place where these keywords (in lower case) follow each other. */
export function withoutWords(sql: string, words: readonly string[]): string {
  const tokens = [...new TokenList(sql)];
  const at = tokens.findIndex((_, index) => words.every((word, ahead) => tokens[index + ahead]?.key === word));
  const [first, next] = [tokens[at], tokens[at + words.length]];
  if (first === undefined) return sql;
  return next === undefined ? sql.slice(0, first.start).trimEnd() : sql.slice(0, first.start) + sql.slice(next.start);
}

/** The text from its token with this number (0-based) on. */
export function fromToken(sql: string, index: number): string {
  const token = [...new TokenList(sql)][index];
  return token === undefined ? '' : sql.slice(token.start);
}
