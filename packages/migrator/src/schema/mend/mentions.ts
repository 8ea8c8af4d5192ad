import { Tokenizer } from '../../sql/script/tokenizer.ts';

/** What an SQL expression or query may refer to, judged by its words alone: every name that it could mean is in it. */
export interface Mentions {
  /** Identifiers and keywords as PostgreSQL folds them. */
  readonly names: ReadonlySet<string>;
  /** A `*` may stand for every column. */
  readonly star: boolean;
}

/** Reads the identifiers out of an SQL text; what stands in strings and comments is none. */
export function mentionsOf(sql: string): Mentions {
  const names = new Set<string>();
  let star = false;
  for (const { kind, text } of tokens(sql)) {
    if (kind === 'name') names.add(nameOf(text));
    else if (text === '*') star = true;
  }
  return { names, star };
}

/** The text with every identifier `from` written as `to`, quoted. */
export function renameIdentifier(sql: string, from: string, to: string): string {
  let result = '';
  let done = 0;
  for (const { kind, text, start } of tokens(sql)) {
    if (kind !== 'name' || nameOf(text) !== from) continue;
    result += `${sql.slice(done, start)}"${to.replaceAll('"', '""')}"`;
    done = start + text.length;
  }
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

function nameOf(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}
