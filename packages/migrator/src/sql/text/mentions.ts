import { quoteIdentifier } from '../names/quote-identifier.ts';
import { foldedName } from '../names/stored-name.ts';
import { stringContent } from '../tokens/string-value.ts';
import { Tokenizer } from '../tokens/tokenizer.ts';

/** What an SQL expression or query may refer to, judged by its words alone: every name that it could mean is in it. */
export interface Mentions {
  /** Identifiers and keywords as PostgreSQL folds them. */
  readonly names: ReadonlySet<string>;
  /** A `*` may mean every column. */
  readonly star: boolean;
}

/** Reads the identifiers out of an SQL text; what is in strings and comments is none. */
export function mentionsOf(sql: string): Mentions {
  const names = new Set<string>();
  let star = false;
  for (const { kind, text } of tokens(sql)) {
    if (kind === 'name') names.add(foldedName(text));
    else if (text === '*') star = true;
  }
  return { names, star };
}

/** All words of an SQL text, those in its strings among them. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set([...mentionsOf(text).names, ...contentsOf(text).flatMap((content) => [...mentionsOf(content).names])]);
}

/** What is in the strings of a text, as written. */
function contentsOf(text: string): readonly string[] {
  const contents: string[] = [];
  const tokenizer = new Tokenizer(text);
  while (tokenizer.next() !== 'end') {
    if (tokenizer.kind === 'string') contents.push(stringContent(tokenizer.text));
  }
  return contents;
}

/** The text with an unquoted word (in lower case) written as `to`: the `VALUE` of a domain's check. */
export function replaceWord(sql: string, word: string, to: string): string {
  let result = '';
  let done = 0;
  const tokenizer = new Tokenizer(sql);
  while (tokenizer.next() !== 'end') {
    if (!tokenizer.is(word)) continue;
    result += sql.slice(done, tokenizer.start) + to;
    done = tokenizer.end;
  }
  return result + sql.slice(done);
}

/**
 * The text with the columns of a table that are called `from` written as `to`, quoted: where the name stands alone, or
 * after the table's name or an alias, but not after the name of another relation that the text reads.
 */
export function renameColumn(sql: string, table: string, from: string, to: string): string {
  const all = [...tokens(sql)];
  const nameAt = (index: number): string => {
    const token = all[index];
    return token?.kind === 'name' ? foldedName(token.text) : '';
  };
  const others = new Set(
    all.flatMap((token, index) => {
      if (token.kind !== 'name' || !READS.has(foldedName(token.text))) return [];
      const last = all[index + 2]?.text === '.' ? index + 3 : index + 1;
      return nameAt(last) === table ? [] : [nameAt(last)];
    }),
  );
  let result = '';
  let done = 0;
  all.forEach(({ kind, text, start }, index) => {
    if (kind !== 'name' || foldedName(text) !== from) return;
    if (all[index - 1]?.text === '.' && others.has(nameAt(index - 2))) return;
    result += sql.slice(done, start) + quoteIdentifier(to);
    done = start + text.length;
  });
  return result + sql.slice(done);
}

const READS: ReadonlySet<string> = new Set(['from', 'join']);

/** The text with every identifier `from` written as `to`, quoted. */
export function renameIdentifier(sql: string, from: string, to: string): string {
  let result = '';
  let done = 0;
  for (const { kind, text, start } of tokens(sql)) {
    if (kind !== 'name' || foldedName(text) !== from) continue;
    result += sql.slice(done, start) + quoteIdentifier(to);
    done = start + text.length;
  }
  return result + sql.slice(done);
}

/**
 * The text with the schema in front of a table's name (`"app"."t"."c"`) written as the table's new one; `public` is
 * left out, as Drizzle does.
 */
export function requalify(sql: string, schema: string, table: string, newSchema: string): string {
  const all = [...tokens(sql)];
  let result = '';
  let done = 0;
  all.forEach(({ kind, text, start }, index) => {
    const [dot, name] = [all[index + 1], all[index + 2]];
    if (kind !== 'name' || foldedName(text) !== schema || dot?.text !== '.') return;
    if (name?.kind !== 'name' || foldedName(name.text) !== table) return;
    result += sql.slice(done, start) + (newSchema === 'public' ? '' : `${quoteIdentifier(newSchema)}.`);
    done = name.start;
  });
  return result + sql.slice(done);
}

interface Token {
  readonly kind: 'name' | 'other';
  readonly text: string;
  readonly start: number;
}

function* tokens(sql: string): Generator<Token> {
  const tokenizer = new Tokenizer(sql);
  while (tokenizer.next() !== 'end') {
    const { kind, start } = tokenizer;
    const isName = kind === 'word' || kind === 'quoted-identifier';
    yield { kind: isName ? 'name' : 'other', text: tokenizer.text, start };
    if (kind === 'unterminated') return;
  }
}
