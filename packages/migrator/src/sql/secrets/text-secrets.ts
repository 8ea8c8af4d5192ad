import { CREDENTIAL_NAME, isUnmistakable } from './credential-words.ts';

/** A part of a text that gives a credential away. */
export interface SecretSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * `postgres://user:` and all up to the last `@` before a quote or blank; a password may hold an `@`, and in prose even
 * a quote. At the end of a text that was cut all that is not a port.
 */
const inUrl = /(?<=\w:\/\/[^\s:/@'"]*:)(?:[^\s'"]*(?=@)|\S*(?=@)|(?!\d*(?:[/?#\s]|$))[^\s'"]+$)/g;

/** One after the other, and none twice at a place: no text makes this slow. */
const nameOfOne = new RegExp(CREDENTIAL_NAME, 'gi');
const betweenThem = /["']?(?:[\s=:(>]|--[^\n]*\n|\/\*[\s\S]*?\*\/|to\b)*/iy;
const beginOfValue = /(?:U&|[EN])?('+|"|\$[^\s$']*\$)|[^\s'"&,;)]+/iy;
const ASSIGNS = /[=:]|\bto\b/i;

/**
 * Where a text of any kind (a server's message, a connection string, JSON, SQL that was cut) holds credentials: the
 * passwords of URLs, and what follows a credential's name as its value. One that is never closed goes to the end. In
 * connection strings blanks may be around the `=`.
 */
export function secretSpans(text: string, isConnectionString = false): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (const { index, 0: password } of text.matchAll(inUrl)) found.push({ start: index, end: index + password.length });
  nameOfOne.lastIndex = 0;
  for (let name = nameOfOne.exec(text); name !== null; name = nameOfOne.exec(text)) {
    const span = valueBehind(text, name[0], nameOfOne.lastIndex, isConnectionString);
    if (span === undefined) continue;
    found.push(span);
    nameOfOne.lastIndex = span.end;
  }
  return found.filter(({ start, end }) => end > start && text.slice(start, end) !== '***');
}

function valueBehind(text: string, name: string, from: number, isConnectionString: boolean): SecretSpan | undefined {
  betweenThem.lastIndex = from;
  const [between = ''] = betweenThem.exec(text) ?? [];
  beginOfValue.lastIndex = from + between.length;
  const match = beginOfValue.exec(text);
  if (match === null) return quotedAtOnce(text, name, from, between);
  const [begin, quote] = match;
  const end = beginOfValue.lastIndex;
  if (quote === undefined) {
    const assigned = isConnectionString ? between.trimEnd().endsWith('=') : between.endsWith('=');
    return assigned ? { start: end - begin.length, end } : quotedAtOnce(text, name, from, between);
  }
  const isValue = ASSIGNS.test(between) || (quote !== '"' && isUnmistakable(name));
  return isValue ? { start: end, end: closing(text, end, quote) } : undefined;
}

/** `password'…'`: what was taken for the end of a quoted name begins the value. */
function quotedAtOnce(text: string, name: string, from: number, between: string): SecretSpan | undefined {
  if (!between.startsWith("'") || !isUnmistakable(name) || ASSIGNS.test(between)) return undefined;
  return { start: from + 1, end: closing(text, from + 1, "'") };
}

/**
 * A backslash may escape a quote (`E'…'`, connection strings) or not; to take it as one blanks too much rather than too
 * little.
 */
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
