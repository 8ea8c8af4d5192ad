import type { ComparedEntry, MergeComparison } from '../../errors/merge/merge-comparison.ts';
import { shortened } from '../../errors/shortened.ts';

/**
 * A message in which the comparison, if there is one, replaces the lines of the differences with two columns.
 */
export function besideEachOther(
  message: string,
  differences: readonly string[],
  comparison: MergeComparison | null | undefined,
  columns: number,
): string {
  if (!comparison || comparison.entries.length === 0 || differences.length === 0) return message;
  return message.replace(shortened(differences).join('\n'), () => comparisonLines(comparison, columns).join('\n'));
}

const WIDEST = 120;
const NARROWEST = 72;
/** Lines of one value; a view may have hundreds. */
const TALLEST = 8;
const MOST = 12;

/**
 * The comparison as two columns below their names, in at most `columns` characters; one below the other if there is no
 * room for two.
 */
export function comparisonLines({ left, right, entries }: MergeComparison, columns: number): readonly string[] {
  const shown = entries.slice(0, MOST);
  const rest = entries.length > shown.length ? [`  … and ${entries.length - shown.length} more`] : [];
  if (columns < NARROWEST) return [...shown.flatMap((entry) => stacked(entry, left, right)), ...rest];
  const width = Math.floor((Math.min(columns, WIDEST) - 7) / 2);
  const row = (a: string, b: string): string => `  ${a.padEnd(width)} │ ${b}`.trimEnd();
  const lines = [row(cut(left, width), cut(right, width)), `  ${'─'.repeat(width)}─┼─${'─'.repeat(width)}`];
  let thing = '';
  for (const entry of shown) {
    if (entry.thing !== thing) lines.push(`  ${entry.thing}`);
    thing = entry.thing;
    const [ours, theirs] = [cell(entry, entry.left, width), cell(entry, entry.right, width)];
    for (let at = 0; at < Math.max(ours.length, theirs.length); at += 1) {
      lines.push(row(ours[at] ?? '', theirs[at] ?? ''));
    }
  }
  return [...lines, ...rest];
}

function cell({ fact }: ComparedEntry, value: string | null, width: number): readonly string[] {
  const prefix = fact === '' ? '' : `${fact}: `;
  const text = `${prefix}${value ?? (fact === '' ? '(not there)' : '(default)')}`;
  const lines = wrapped(text, width - 2).map((line, at) => `  ${at === 0 ? '' : '  '}${line}`.slice(0, width));
  return lines.length > TALLEST ? [...lines.slice(0, TALLEST - 1), '  …'] : lines;
}

/** Broken at blanks if possible, and two characters narrower from the second line on. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim();
  for (let room = width; rest.length > room; room = width - 2) {
    const blank = rest.lastIndexOf(' ', room);
    const at = blank > room / 2 ? blank : room;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

function stacked({ thing, fact, left, right }: ComparedEntry, first: string, second: string): readonly string[] {
  const none = fact === '' ? '(not there)' : '(default)';
  return [
    `  ${thing}${fact === '' ? '' : `, ${fact}`}`,
    `    ${first}:`,
    `      ${left ?? none}`,
    `    ${second}:`,
    `      ${right ?? none}`,
  ];
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
