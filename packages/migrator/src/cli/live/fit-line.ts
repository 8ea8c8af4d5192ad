import width from 'fast-string-width';
import { forTerminal } from '../screen.ts';
import type { LiveLine } from './activity-text.ts';

/** Less than this of a text says nothing. */
const NARROW = 16;

/** Ends what colours a line that was cut. */
const ESC = '\u001B';
const RESET = `${ESC}[0m`;
const COLOURS = new RegExp(`(${ESC}\\[\\d+m)`);

/** The line in so many columns: of its text as much as fits beside its tail. */
export function fitLine({ text, tail }: LiveLine, columns: number): string {
  const [left, right] = [forTerminal(text), forTerminal(tail)];
  if (right === '') return cut(left, columns);
  const room = columns - width(right) - 1;
  // In a very narrow terminal what is being done says more than for how long.
  return room < NARROW ? cut(`${left} ${right}`, columns) : `${cut(left, room)} ${right}`;
}

/** What a terminal shows as one character, or an escape that colours. */
const PIECES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text in so many columns, with `…` where some of it is left out. */
function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const part of text.split(COLOURS)) {
    if (part.startsWith(ESC)) {
      kept += part;
      continue;
    }
    for (const { segment } of PIECES.segment(part)) {
      used += width(segment);
      if (used > columns) return `${kept}…${kept.includes(ESC) ? RESET : ''}`;
      kept += segment;
    }
  }
  return kept;
}
