/**
 * The text of a package.json with one more dependency, at its place in the alphabet (of a sorted list; else at the end), all else as it was written. The text must
 * be valid JSON with an object at its top, and the dependency not be there.
 */
export function addDependency(text: string, name: string, version: string): string {
  const end = /\r\n/.test(text) ? '\r\n' : '\n';
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(version)}`;
  const top = membersOf(text, text.indexOf('{'));
  const dependencies = top.members.find(({ key }) => key === 'dependencies');
  if (dependencies === undefined) {
    const indent = indentOf(text, top.members[0]?.start) ?? '  ';
    const block = `"dependencies": {${end}${indent}${indent}${entry}${end}${indent}}`;
    return insert(text, top, top.members.length, block, indent, end);
  }
  const list = membersOf(text, dependencies.value);
  const after = list.members.findIndex(({ key }) => key > name);
  const isSorted = list.members.every(({ key }, at) => at === 0 || (list.members[at - 1]?.key ?? '') <= key);
  const place = !isSorted || after < 0 ? list.members.length : after;
  const outer = indentOf(text, dependencies.start) ?? '';
  const indent = indentOf(text, list.members[0]?.start) ?? (outer === '' ? undefined : outer + outer);
  return insert(text, list, place, entry, indent, end);
}

interface Member {
  readonly key: string;
  /** Where its key begins, its value begins, and its value has ended. */
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

interface Members {
  readonly members: readonly Member[];
  /** Where the `{` stands, and the `}`. */
  readonly open: number;
  readonly close: number;
}

function insert(
  text: string,
  { members, open, close }: Members,
  place: number,
  entry: string,
  indent: string | undefined,
  end: string,
): string {
  const next = members[place];
  const before = members[place - 1];
  const isMultiline = members.length === 0 || indentOf(text, members[0]?.start) !== undefined;
  const gap = isMultiline && indent !== undefined ? end + indent : ' ';
  if (next !== undefined) return `${text.slice(0, next.start)}${entry},${gap}${text.slice(next.start)}`;
  if (before !== undefined) return `${text.slice(0, before.end)},${gap}${entry}${text.slice(before.end)}`;
  const closing = gap === ' ' ? ' ' : end + (indentOf(text, lineStartKey(text, open)) ?? '');
  return `${text.slice(0, open + 1)}${gap}${entry}${closing}${text.slice(close)}`;
}

/** The first character of the line of `at` that is no blank. */
function lineStartKey(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at) + 1;
  return start + (/^\s*/.exec(text.slice(start, at))?.[0].length ?? 0);
}

/** What stands before `at` in its line, when that is blank. */
function indentOf(text: string, at: number | undefined): string | undefined {
  if (at === undefined) return undefined;
  const line = text.lastIndexOf('\n', at - 1);
  const before = text.slice(line + 1, at);
  return line >= 0 && /^[ \t]*$/.test(before) ? before : undefined;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The members of the object whose `{` stands at `open`. */
function membersOf(text: string, open: number): Members {
  const members: Member[] = [];
  let depth = 0;
  let key: { readonly text: string; readonly start: number } | undefined;
  let value: number | undefined;
  let last = open + 1;
  for (const match of text.slice(open).matchAll(TOKEN)) {
    const [token] = match;
    const at = open + match.index;
    const isOpening = token === '{' || token === '[';
    const isClosing = token === '}' || token === ']';
    if (depth === 1 && (token === ',' || isClosing)) {
      if (key !== undefined && value !== undefined) {
        members.push({ key: String(JSON.parse(key.text)), start: key.start, value, end: last });
      }
      key = undefined;
      value = undefined;
      if (isClosing) return { members, open, close: at };
    } else if (depth === 1 && key === undefined) key = { text: token, start: at };
    else if (depth === 1 && token !== ':') value ??= at;
    if (isOpening) depth += 1;
    if (isClosing) depth -= 1;
    last = at + token.length;
  }
  return { members, open, close: text.length };
}
