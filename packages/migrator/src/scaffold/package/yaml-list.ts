/**
 * The text of pnpm-workspace.yaml with one more item in a list at its top; all else stays as it was written. `undefined` when the list is
 * written in another way than an item a line.
 */
export function addToYamlList(text: string, key: string, item: string): string | undefined {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (head < 0) {
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${before}${key}:\n  - ${quoted(item, '"')}\n`;
  }
  if (!/^[^:]+:\s*(#.*)?$/.test(lines[head] ?? '')) return undefined;
  let last = head;
  for (let at = head + 1; /^\s*(-\s.*|#.*)?$/.test(lines[at] ?? 'end'); at += 1)
    if (/^\s*-/.test(lines[at] ?? '')) last = at;
  const [, indent = '  - ', quote = ''] = last === head ? [] : (/^(\s*-\s+)(['"]?)/.exec(lines[last] ?? '') ?? []);
  // Unquoted, a leading star would be an alias.
  const line = `${indent}${quoted(item, quote === '' && last === head ? '"' : quote)}`;
  return [...lines.slice(0, last + 1), line, ...lines.slice(last + 1)].join('\n');
}

/** The items of such a list. */
export function yamlList(text: string, key: string): readonly string[] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (head < 0) return [];
  const after = lines.slice(head + 1);
  const end = after.findIndex((line) => !/^\s*(-\s.*|#.*)?$/.test(line));
  return after.slice(0, end < 0 ? undefined : end).flatMap((line) => {
    const [, item] = /^\s*-\s+['"]?([^'"#]*?)['"]?\s*(?:#.*)?$/.exec(line) ?? [];
    return item === undefined ? [] : [item];
  });
}

function quoted(item: string, quote: string): string {
  return `${quote}${item}${quote}`;
}
