import width from 'fast-string-width';
import { forTerminal } from '../screen.ts';

/** The extra indentation of a continuation line. */
const HANGING = '  ';

/**
 * The text in lines that fit a terminal of this width, broken between words. A longer word stays in one piece: the
 * terminal breaks it, and a user can copy it whole.
 *
 * @param columns 0 if unknown
 */
export function wrapped(text: string, columns: number): string {
  if (columns <= 0) return text;
  return text
    .split('\n')
    .map((line) => wrappedLine(line, columns))
    .join('\n');
}

function wrappedLine(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  const [first = '', ...words] = line.match(/ *[^ ]+/g) ?? [];
  const indent = `${/^ */.exec(line)?.[0] ?? ''}${HANGING}`;
  const lines: string[] = [];
  let current = first;
  for (const word of words) {
    if (widthOf(current + word) > columns) {
      lines.push(current);
      current = indent + word.trimStart();
    } else current += word;
  }
  return [...lines, current].join('\n');
}

/** As the terminal shows it. */
function widthOf(text: string): number {
  return width(forTerminal(text));
}
