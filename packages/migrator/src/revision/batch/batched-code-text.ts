import type { Direction } from '../revision.ts';

/**
 * Whether the text of a data revision says that a direction runs in batches: it exports `batch`, and the function takes
 * a range of keys beside `op`. `unknown` where only the loaded code tells, as for a function that another one makes.
 * Nothing of the text is run.
 */
export function batchedByText(text: string, direction: Direction): boolean | 'unknown' {
  if (!exportsName(text, 'batch')) return false;
  const head = new RegExp(
    `^export\\s+(?:(?:async\\s+)?function\\s*${direction}\\s*|const\\s+${direction}\\b[^=]*=\\s*(?:async\\s*)?)\\(`,
    'm',
  ).exec(text);
  if (head === null) return 'unknown';
  return commaInside(text, head.index + head[0].length);
}

function exportsName(text: string, name: string): boolean {
  return new RegExp(`^export\\s+(?:(?:const|let|var)\\s+${name}\\b|\\{[^}]*\\b${name}\\b[^}]*\\})`, 'm').test(text);
}

const OPENS = '([{<';
const CLOSES = ')]}>';

/** Whether there is another parameter after the first one, in the list that begins at `from`. */
function commaInside(text: string, from: number): boolean | 'unknown' {
  let depth = 0;
  let [hasComma, hasSecond] = [false, false];
  for (const character of text.slice(from)) {
    // A default, after which a parameter does not count, or a comment, which may hold anything.
    if ('=/\'"`'.includes(character)) return 'unknown';
    if (CLOSES.includes(character) && depth === 0) return hasSecond;
    if (hasComma && character.trim() !== '') hasSecond = true;
    if (character === ',' && depth === 0) hasComma = true;
    else if (OPENS.includes(character)) depth += 1;
    else if (CLOSES.includes(character)) depth -= 1;
  }
  return 'unknown';
}
