import { type Token, TokenList } from '../tokens/token-list.ts';

/**
 * What the bounds of `ATTACH PARTITION … FOR VALUES` demand of the one column of the key, as a condition: `"at" >=
 * '2020-01-01' AND "at" < '2021-01-01'`. `undefined` for bounds of several columns, of a hash, with NULL, and without
 * any demand. Without comments: one that reaches to the end of its line would hide what follows.
 *
 * @param column as SQL names it
 */
export function boundCondition(sql: string, column: string): string | undefined {
  const tokens = [...new TokenList(sql)];
  const at = tokens.findIndex(({ key }, index) => key === 'for' && tokens[index + 1]?.key === 'values') + 2;
  if (at < 2) return undefined;
  const first = inParentheses(sql, tokens, at + 1);
  if (first === undefined) return undefined;
  if (tokens[at]?.key === 'in') return first.hasNull ? undefined : `${column} IN (${first.text})`;
  const last = tokens[first.next]?.key === 'to' ? inParentheses(sql, tokens, first.next + 1) : undefined;
  if (tokens[at]?.key !== 'from' || last === undefined || first.isList || last.isList) return undefined;
  const ends = [
    ...(first.text.toLowerCase() === 'minvalue' ? [] : [`${column} >= ${first.text}`]),
    ...(last.text.toLowerCase() === 'maxvalue' ? [] : [`${column} < ${last.text}`]),
  ];
  return ends.length === 0 ? undefined : ends.join(' AND ');
}

interface Enclosed {
  readonly text: string;
  readonly isList: boolean;
  readonly hasNull: boolean;
  /** The place of the token after the closing parenthesis. */
  readonly next: number;
}

function inParentheses(sql: string, tokens: readonly Token[], at: number): Enclosed | undefined {
  const open = tokens[at];
  if (open?.key !== '(') return undefined;
  let [depth, isList, hasNull] = [0, false, false];
  for (let index = at; index < tokens.length; index += 1) {
    const { key } = tokens[index] ?? open;
    if (key === '(' || key === '[') depth += 1;
    if (key === ')' || key === ']') depth -= 1;
    isList ||= key === ',' && depth === 1;
    hasNull ||= key === 'null';
    if (depth === 0) {
      return { text: withoutComments(sql, tokens.slice(at + 1, index)), isList, hasNull, next: index + 1 };
    }
  }
  return undefined;
}

/** Tokens as they are written, also a literal that continues in the next line. */
function withoutComments(sql: string, tokens: readonly Token[]): string {
  let [text, end] = ['', tokens[0]?.start ?? 0];
  for (const token of tokens) {
    const gap = sql.slice(end, token.start);
    text += `${gap === '' ? '' : gap.includes('\n') ? '\n' : ' '}${token.text}`;
    end = token.start + token.text.length;
  }
  return text;
}
