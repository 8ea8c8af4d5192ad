import { Tokenizer } from '../tokens/tokenizer.ts';
import { LineCounter } from './line-counter.ts';

/** A line comment, as written. */
export interface PlacedComment {
  readonly text: string;
  /** 1-based, in the file. */
  readonly line: number;
  /** Nothing but blanks is before it on its line. */
  readonly ownLine: boolean;
}

/** The line comments of a part of a text, `line` being that of `from`. Those in block comments are none. */
export function commentsBetween(text: string, from: number, to: number, line: number): readonly PlacedComment[] {
  const gap = text.slice(from, to);
  // Most gaps hold a semicolon and a line break.
  if (!gap.includes('--')) return [];
  const lines = new LineCounter(gap, line);
  const tokens = new Tokenizer(gap);
  const found: PlacedComment[] = [];
  while (tokens.next() !== 'end' && tokens.kind !== 'unterminated') {
    if (tokens.kind !== 'line-comment') continue;
    const { start } = tokens;
    const before = text.slice(text.lastIndexOf('\n', from + start - 1) + 1, from + start);
    found.push({ text: tokens.text.trimEnd(), line: lines.at(start).line, ownLine: before.trim() === '' });
  }
  return found;
}
