import { foldedName } from '../names/stored-name.ts';
import { stringValue } from '../tokens/string-value.ts';
import type { Token } from '../tokens/token-list.ts';
import { asksForCredential, isUnmistakable, namesCredential } from './credential-words.ts';

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
      // `VALID UNTIL '2027-01-01'` is not a secret.
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
    return isCredentialName(token) && hasValue(tokens, index);
  });
}

function isCredentialName({ kind, text }: Token): boolean {
  return (kind === 'word' || kind === 'quoted-identifier') && namesCredential(foldedName(text));
}

const BETWEEN: ReadonlySet<string> = new Set(['=', ':', '>', '(', 'to']);

/** `password '…'`, `password = '…'`, `secret.part := crypt('…')`. */
function hasValue(tokens: readonly Token[], name: number): boolean {
  let at = name + 1;
  while (tokens[at]?.text === '.') at += 2;
  const between: string[] = [];
  for (let text = textAt(tokens, at); BETWEEN.has(text); text = textAt(tokens, at)) {
    between.push(text);
    at++;
  }
  if (between.some((text) => text !== '(')) return isStringBefore(tokens, at);
  const declared = declaredValue(tokens, name + 1);
  if (declared !== undefined) return isStringBefore(tokens, declared);
  if (!beginsWithString(tokens, at)) return false;
  // In prose, which may be read here too, a token is what a parser met.
  return between.length > 0 || isUnmistakable(textAt(tokens, name)) || DEFINES.has(textAt(tokens, 0));
}

/** Where the value of a variable begins: `password constant varchar(20) := '…'`. */
function declaredValue(tokens: readonly Token[], from: number): number | undefined {
  for (let at = from; at < from + 8; at++) {
    const { kind, text } = tokens[at] ?? { kind: 'end', text: '' };
    if (text === ':' && tokens[at + 1]?.text === '=') return at + 2;
    if (kind !== 'word' && kind !== 'number' && text !== '(' && text !== ')') return undefined;
  }
  return undefined;
}

const DEFINES: ReadonlySet<string> = new Set(['create', 'alter', 'import']);
const ENDS_EXPRESSION: ReadonlySet<string> = new Set([',', 'and', 'or', 'where', 'from', 'returning']);

/** Whether a string is in the expression that begins here. */
function isStringBefore(tokens: readonly Token[], from: number): boolean {
  for (let at = from, depth = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) return false;
    if (isString(token)) return true;
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (depth <= 0 && ENDS_EXPRESSION.has(token.text.toLowerCase())) return false;
  }
  return false;
}

/** Also `N'…'` and `X'…'`, which are a word and a string. */
function beginsWithString(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || isString(first)) return first !== undefined;
  return first.kind === 'word' && first.text.length === 1 && second !== undefined && isString(second);
}

function textAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.text.toLowerCase() ?? '';
}

/** A further argument, or a part that is put after it. */
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
