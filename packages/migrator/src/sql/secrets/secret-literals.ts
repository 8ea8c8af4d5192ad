import { foldedName } from '../names/stored-name.ts';
import { stringValue } from '../script/string-value.ts';
import type { Token } from '../script/token-list.ts';
import { asksForCredential, namesCredential } from './credential-words.ts';

/** A string of a statement. */
export interface Literal {
  readonly token: Token;
  readonly value: string;
  /** Whether its statement sets a credential, so that nothing of it may be shown. */
  readonly secret: boolean;
}

/** The strings of a text of one or more statements. A string at the end of a text that was cut counts, too. */
export function literalsOf(tokens: Iterable<Token>): readonly Literal[] {
  const found: Literal[] = [];
  let statement: Token[] = [];
  const finish = () => {
    const secret = setsCredential(statement);
    const dated = isRole(statement);
    for (const [index, token] of statement.entries()) {
      if (!isString(token)) continue;
      // `VALID UNTIL '2027-01-01'` is no secret.
      const date = dated && isWord(statement[index - 1], 'until') && isWord(statement[index - 2], 'valid');
      found.push({ token, value: valueAt(statement, index), secret: secret && !date });
    }
    statement = [];
  };
  for (const token of tokens) {
    if (token.text === ';') finish();
    else statement.push(token);
  }
  finish();
  return found;
}

function isString({ kind, text }: Token): boolean {
  return kind === 'string' || (kind === 'unterminated' && UNCLOSED_STRING.test(text));
}

/** With the escape character that `UESCAPE` gives. */
function valueAt(tokens: readonly Token[], index: number): string {
  const text = tokens[index]?.text ?? '';
  const mark = isWord(tokens[index + 1], 'uescape') ? stringValue(tokens[index + 2]?.text ?? '') : '';
  return mark.length === 1 ? stringValue(text, mark) : stringValue(text);
}

const UNCLOSED_STRING = /^(?:U&|E)?'|^\$/i;

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

function isRole([first, second]: readonly Token[]): boolean {
  if (!isWord(first, 'create') && !isWord(first, 'alter')) return false;
  return ['role', 'user', 'group'].some((word) => isWord(second, word));
}

/** Whatever is between the words: a name that says so before a value, or a command whose values are credentials. */
function setsCredential(tokens: readonly Token[]): boolean {
  if (!tokens.some(isString)) return false;
  if (isMapping(tokens) || isSubscription(tokens) || insertsCredential(tokens)) return true;
  return tokens.some((token, index) => {
    if (isString(token)) return asksForCredential(stringValue(token.text)) && isFollowed(tokens, index + 1);
    return isCredentialName(token) && hasValue(tokens, index + 1);
  });
}

function isCredentialName({ kind, text }: Token): boolean {
  return (kind === 'word' || kind === 'quoted-identifier') && namesCredential(foldedName(text));
}

const BETWEEN: ReadonlySet<string> = new Set(['=', ':', '>', '(', 'to']);

/** `password '…'`, `password = '…'`, `secret.part := crypt('…')`. */
function hasValue(tokens: readonly Token[], from: number): boolean {
  let at = from;
  while (tokens[at]?.text === '.') at += 2;
  const between: string[] = [];
  for (let text = textAt(tokens, at); BETWEEN.has(text); text = textAt(tokens, at)) {
    between.push(text);
    at++;
  }
  const next = tokens[at];
  if (next === undefined) return false;
  if (isString(next)) return true;
  // An expression behind an `=` or the like.
  return between.some((text) => text !== '(') && next.kind === 'word' && tokens.slice(at).some(isString);
}

function textAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.text.toLowerCase() ?? '';
}

/** A further argument, or a part that is put behind it. */
function isFollowed(tokens: readonly Token[], from: number): boolean {
  const next = tokens[from]?.text;
  return (next === ',' || next === '|') && tokens.slice(from).some(isString);
}

function isMapping(tokens: readonly Token[]): boolean {
  return isWord(tokens[1], 'user') && isWord(tokens[2], 'mapping');
}

function isSubscription(tokens: readonly Token[]): boolean {
  return isWord(tokens[1], 'subscription') && tokens.some((token) => isWord(token, 'connection'));
}

/** `insert into users (name, password) values (…)`. */
function insertsCredential(tokens: readonly Token[]): boolean {
  const insert = tokens.findIndex((token) => isWord(token, 'insert'));
  if (insert < 0) return false;
  const open = tokens.findIndex(({ text }, index) => index > insert && text === '(');
  const close = tokens.findIndex(({ text }, index) => index > open && text === ')');
  return open > 0 && tokens.slice(open, close).some(isCredentialName);
}
