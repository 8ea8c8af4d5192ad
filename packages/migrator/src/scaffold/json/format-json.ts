/** Longest line that a list is kept on. */
const WIDTH = 80;

/**
 * JSON as formatters leave it: a member a line, and lists of plain values on one line where they fit. No line break at
 * the end.
 */
export function formatJson(value: unknown, { unit = '  ' }: { readonly unit?: string } = {}): string {
  return format(value, '', unit);
}

function format(value: unknown, indent: string, unit: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + unit;
  if (Array.isArray(value)) {
    const items = value.map((item) => format(item, inner, unit));
    const line = `[${items.join(', ')}]`;
    if (items.length === 0 || (line.length <= WIDTH && !line.includes('\n'))) return line;
    return `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${format(member, inner, unit)}`,
  );
  if (members.length === 0) return '{}';
  // A reference of tsconfig.json, `{ "path": "./a" }`, is a word rather than a block.
  if (members.length === 1 && 'path' in value) return `{ ${members[0]} }`;
  return `{\n${members.map((member) => inner + member).join(',\n')}\n${indent}}`;
}
