import { Tokenizer } from '../../sql/tokens/tokenizer.ts';

/** A CREATE statement with `OR REPLACE` after its first word. */
export function orReplace(sql: string): string {
  const tokenizer = createWord(sql);
  const { end } = tokenizer;
  return `${sql.slice(0, end)} ${inCaseOf(tokenizer.text, 'or replace')}${plainCreate(sql).slice(end)}`;
}

/** A CREATE statement without `OR REPLACE`. */
export function plainCreate(sql: string): string {
  const tokenizer = createWord(sql);
  const { end } = tokenizer;
  nextWord(tokenizer);
  if (!tokenizer.is('or')) return sql;
  nextWord(tokenizer);
  return sql.slice(0, end) + sql.slice(tokenizer.end);
}

/** A COMMENT statement that removes the comment, made from the text up to its last IS. */
export function withoutComment(sql: string): string {
  const tokenizer = new Tokenizer(sql);
  let end = sql.length;
  let word = '';
  while (tokenizer.next() !== 'end') {
    if (!tokenizer.is('is')) continue;
    end = tokenizer.end;
    word = tokenizer.text;
  }
  return `${sql.slice(0, end)} ${inCaseOf(word, 'null')}`;
}

function createWord(sql: string): Tokenizer {
  const tokenizer = new Tokenizer(sql);
  nextWord(tokenizer);
  return tokenizer;
}

function nextWord(tokenizer: Tokenizer): void {
  while (['line-comment', 'block-comment'].includes(tokenizer.next()));
}

/** Keywords in the author's case. */
function inCaseOf(word: string, words: string): string {
  return word === word.toUpperCase() ? words.toUpperCase() : words;
}
