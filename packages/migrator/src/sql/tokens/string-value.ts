/**
 * The value of a string as PostgreSQL reads its token: `'…'`, `N'…'`, `E'…'`, `U&'…'` (whose escape character a
 * `UESCAPE` after it may give), `$tag$…$tag$`. One that is never closed ends with the text.
 */
export function stringValue(token: string, mark = '\\'): string {
  const tag = DOLLAR.exec(token)?.[0];
  if (tag !== undefined) {
    const end = token.length > tag.length && token.endsWith(tag) ? -tag.length : token.length;
    return token.slice(tag.length, end);
  }
  const open = token.indexOf("'");
  const content = token.slice(open + 1, isClosed(token, open) ? -1 : token.length);
  const prefix = token.slice(0, open).toLowerCase();
  if (prefix === 'e') return content.replace(CONTINUED, '').replace(ESCAPE, unescaped);
  const plain = content.replaceAll("''", "'");
  return prefix === 'u&' ? unicodeValue(plain, mark) : plain;
}

/** What is in the token of a string, as written. */
export function stringContent(token: string): string {
  return token.replace(QUOTES, '');
}

const QUOTES = /^(?:(?:U&|[EN])?'|\$[^$]*\$)|(?:'|\$[^$]*\$)$/gi;

/** `\0441` and `\+01F600` as the characters that they encode, `\\` as one backslash. */
export function unicodeValue(text: string, mark = '\\'): string {
  let value = '';
  for (let at = 0; at < text.length; ) {
    const [whole, four, six] = text[at] === mark ? (match(DIGITS, text, at + 1) ?? []) : [];
    const digits = four ?? six;
    const doubled = text[at] === mark && text[at + 1] === mark;
    value += digits === undefined ? text[at] : character(Number.parseInt(digits, 16));
    at += 1 + (doubled ? 1 : (whole?.length ?? 0));
  }
  return value;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const DOLLAR = /^\$[^$]*\$/;
const DIGITS = /([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6})/y;
/** A quote that closes one part of an `E'…'` string and the one that opens the next, on a further line. */
const CONTINUED = /'(?:[ \t\f\v]*(?:--[^\n\r]*)?[\n\r])+[ \t\f\v]*'/g;
const ESCAPE = /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|([\s\S]))|''/g;
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(whole: string, hex?: string, short?: string, long?: string, octal?: string, other?: string): string {
  if (whole === "''") return "'";
  const digits = hex ?? short ?? long;
  if (digits !== undefined) return character(Number.parseInt(digits, 16));
  if (octal !== undefined) return character(Number.parseInt(octal, 8));
  return LETTERS[other ?? ''] ?? other ?? '';
}

function character(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** A token of the kind `string` is closed; only the text after an open quote may end without one. */
function isClosed(token: string, open: number): boolean {
  return token.length > open + 1 && token.endsWith("'");
}
