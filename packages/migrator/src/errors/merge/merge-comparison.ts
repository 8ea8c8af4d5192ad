/** What differs between two databases that should be the same, side by side. */
export interface MergeComparison {
  /** What was run on the left: `8f3c2a1b9d04, then 51aa0be2c7f3`. */
  readonly left: string;
  readonly right: string;
  readonly entries: readonly ComparedEntry[];
}

export interface ComparedEntry {
  /** `column public.orders.quantity`, `rows of public.orders`. */
  readonly thing: string;
  /** Empty where the thing as a whole is compared. */
  readonly fact: string;
  /** `null` where it is not there, or has its default. */
  readonly left: string | null;
  readonly right: string | null;
}

const WIDEST = 120;
const NARROWEST = 72;
/** Lines of one value; a view may have hundreds. */
const TALLEST = 8;
const MOST = 12;

/** The comparison as two columns below their names, in at most `columns` characters; one below the other where there is no room for two. */
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

/** Broken at blanks where there are some, and two characters narrower from the second line on. */
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
