/** Where a statement begins and ends, exclusively, and where the semicolon is that ends it. */
export interface UsualStatement {
  readonly start: number;
  readonly end: number;
  readonly semicolon: number;
}

const BLANKS = /[ \t\n\r\f\v]*/y;
/**
 * What may hold a semicolon that ends nothing, or means something else than it seems: other quotes than plain ones,
 * comments, commands of psql, the body of a routine, and COPY with its data. NUL is an error.
 */
const UNUSUAL = /["$\\\0]|--|\/\*|atomic|copy/i;

/**
 * The next statement from an offset on, told from its characters alone, which takes a tenth of the time of its tokens;
 * `undefined` when it is not of the usual kind, or none.
 */
export function usualStatement(text: string, from: number): UsualStatement | undefined {
  BLANKS.lastIndex = from;
  BLANKS.test(text);
  const start = BLANKS.lastIndex;
  const first = text.charCodeAt(start);
  // A comment mostly: looking for a semicolon after each of thousands would be quadratic.
  if (first === HYPHEN || first === SLASH) return undefined;
  let semicolon = text.indexOf(';', start);
  if (semicolon <= start) return undefined;
  let read = start;
  let depth = 0;
  let isQuoted = false;
  for (;;) {
    if (UNUSUAL.test(text.slice(read, semicolon))) return undefined;
    for (; read < semicolon; read++) {
      const code = text.charCodeAt(read);
      if (code === QUOTE) isQuoted = !isQuoted;
      else if (isQuoted) continue;
      else if (code === OPENING) depth++;
      else if (code === CLOSING && --depth < 0) return undefined;
    }
    if (!isQuoted) break;
    semicolon = text.indexOf(';', semicolon + 1);
    if (semicolon < 0) return undefined;
  }
  if (depth > 0) return undefined;
  let end = semicolon;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end, semicolon };
}

const HYPHEN = 45;
const SLASH = 47;
const QUOTE = 39;
const OPENING = 40;
const CLOSING = 41;

/** As PostgreSQL's scanner has it. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
