/**
 * End (exclusive) of a text that opens before `from` and closes with `quote`, doubled quotes inside; -1 when it never
 * closes.
 */
export function endOfQuoted(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at < 0 ? -1 : at + 1;
}

/**
 * End of an `E'…'` string whose content begins at `from`; -1 when it never closes. A backslash escapes the next
 * character. After a line break a further `'` continues the same string, with escapes (`quotecontinue` in PostgreSQL's
 * scan.l), so that part belongs to it.
 */
export function endOfEscapeString(text: string, from: number): number {
  const special = /['\\]/g;
  special.lastIndex = from;
  for (let match = special.exec(text); match !== null; match = special.exec(text)) {
    if (match[0] === '\\' || text[match.index + 1] === "'") {
      special.lastIndex = match.index + 2;
      continue;
    }
    const continued = continuation(text, match.index + 1);
    if (continued < 0) return match.index + 1;
    special.lastIndex = continued;
  }
  return -1;
}

/** One or more line ends, each perhaps after a comment, then the quote. Written so that it never backtracks. */
const CONTINUATION = /(?:[ \t\f\v]*(?:--[^\n\r]*)?[\n\r])+[ \t\f\v]*'/y;

function continuation(text: string, from: number): number {
  CONTINUATION.lastIndex = from;
  return CONTINUATION.test(text) ? CONTINUATION.lastIndex : -1;
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;

/** The opening tag (`$$`, `$body$`) at `at`, if there is one. */
export function dollarTag(text: string, at: number): string | undefined {
  DOLLAR_TAG.lastIndex = at;
  return DOLLAR_TAG.exec(text)?.[0];
}

/** End of a block comment whose opening is before `from`; they nest. -1 when it never closes. */
export function endOfBlockComment(text: string, from: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  let depth = 1;
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return -1;
}
