import { plainLiteral } from './plain-literal.ts';
import { quoteIdentifier } from './quote-identifier.ts';

/** A part of a path that people type: `events`, `"Odd Name"`, `'a value'`. */
export interface PathPart {
  readonly text: string;
  /** Whether it was in single quotes, as values do. */
  readonly literal: boolean;
  /** Offset of what follows it. */
  readonly end: number;
}

const PART = /"((?:[^"]|"")+)"|'((?:[^']|'')*)'|([^\s.='"]+)/y;
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The part that begins at `at`, if one does. Nothing is folded: what people type here is the name as it is. */
export function readPart(path: string, at: number): PathPart | undefined {
  PART.lastIndex = at;
  const match = PART.exec(path);
  if (match === null) return undefined;
  const [, quoted, literal, bare] = match;
  const text = quoted?.replaceAll('""', '"') ?? literal?.replaceAll("''", "'") ?? bare ?? '';
  return { text, literal: literal !== undefined, end: PART.lastIndex };
}

/** A part as `readPart` reads it. */
export function printPart(text: string, literal = false): string {
  if (literal) return plainLiteral(text);
  return PLAIN.test(text) ? text : quoteIdentifier(text);
}
