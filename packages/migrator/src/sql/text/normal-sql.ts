import { Tokenizer } from '../tokens/tokenizer.ts';

const BLANKS = /\s+/g;

/**
 * What formatters leave alone: the tokens of a statement and its comments without the white space between them, quoted
 * ones as they are, others in lower case.
 */
export function normalSql(sql: string): string {
  const parts: string[] = [];
  const tokens = new Tokenizer(sql);
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    const { text } = tokens;
    const quoted = kind === 'string' || kind === 'quoted-identifier' || kind === 'unterminated';
    parts.push(quoted ? text : text.replace(BLANKS, '').toLowerCase());
  }
  return parts.join(' ');
}
