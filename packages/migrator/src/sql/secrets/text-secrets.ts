import { CREDENTIAL_NAME, isUnmistakable } from './credential-words.ts';

/** A part of a text that gives a credential away. */
export interface SecretSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** `postgres://user:` and all up to the last `@` before a quote or blank; a password may hold an `@`, and in prose even a quote. */
const inUrl = /(?<=\w:\/\/[^\s:/@'"]*:)(?:[^\s'"]*(?=@)|\S*(?=@))/g;
/** A credential's name, what may be between it and its value, and how the value begins. */
const named = new RegExp(
  String.raw`(${CREDENTIAL_NAME})(["']?(?:[\s=:(>]|--[^\n]*\n|/\*[\s\S]*?\*/|\bto\b)*)(?:(?:U&|[EN])?('+|"|\$[^\s$']*\$)|(?<==\s*)([^\s'"&,;)]+))`,
  'gi',
);
const ASSIGNS = /[=:]|\bto\b/i;

/**
 * Where a text of any kind (a server's message, a connection string, JSON, SQL that was cut) holds credentials: the passwords of URLs, and what
 * follows a credential's name as its value. One that is never closed goes to the end. In connection strings blanks may be around the `=`.
 */
export function secretSpans(text: string, isConnectionString = false): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (const { index, 0: password } of text.matchAll(inUrl)) found.push({ start: index, end: index + password.length });
  named.lastIndex = 0;
  for (let match = named.exec(text); match !== null; match = named.exec(text)) {
    const [whole, name = '', between = '', quote, bare] = match;
    const end = match.index + whole.length;
    if (quote === undefined) {
      if (isConnectionString || between.endsWith('=')) found.push({ start: end - (bare ?? '').length, end });
    } else if (ASSIGNS.test(between) || (quote !== '"' && isUnmistakable(name))) {
      const close = closing(text, end, quote);
      found.push({ start: end, end: close });
      named.lastIndex = close + quote.length;
    }
  }
  return found.filter(({ start, end }) => end > start && text.slice(start, end) !== '***');
}

/** A backslash may escape a quote (`E'…'`, connection strings) or not; to take it as one blanks too much rather than too little. */
function closing(text: string, from: number, quote: string): number {
  if (quote.startsWith('$')) return positionOr(text.indexOf(quote, from), text.length);
  // `''` is a string without a value, unless it is the doubled quote of a string within a string.
  if (quote.length % 2 === 0 && text.indexOf(quote, from) < 0) return from;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at)) {
    const doubled = text.startsWith(quote + quote, at);
    if (!doubled && text[at - 1] !== '\\') return at;
    at += doubled ? quote.length * 2 : 1;
  }
  return text.length;
}

function positionOr(position: number, otherwise: number): number {
  return position < 0 ? otherwise : position;
}

/** The text with `***` for each of its secrets. */
export function blankSpans(text: string, spans: readonly SecretSpan[]): string {
  let clean = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= at) continue;
    clean += `${text.slice(at, Math.max(at, start))}${start < at ? '' : '***'}`;
    at = end;
  }
  return clean + text.slice(at);
}
