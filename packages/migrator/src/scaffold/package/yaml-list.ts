import { isScalar, isSeq, parseDocument } from 'yaml';

/**
 * The text of pnpm-workspace.yaml with one more item in a list at its top; all else stays as it was written, comments
 * and line ends too. `undefined` when the text is not YAML, or something else than a list is there.
 */
export function addToYamlList(text: string, key: string, item: string): string | undefined {
  const document = parseDocument(text, { keepSourceTokens: true });
  if (document.errors.length > 0) return undefined;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (!document.has(key)) {
    const before = text === '' || text.endsWith('\n') ? text : text + end;
    return `${before}${key}:${end}  - ${JSON.stringify(item)}${end}`;
  }
  const list = document.get(key, true);
  if (isScalar(list) && list.value === null) {
    const at = list.range?.[0];
    return at === undefined ? undefined : `${text.slice(0, at)}${end}  - ${JSON.stringify(item)}${text.slice(at)}`;
  }
  if (!isSeq(list) || !list.range) return undefined;
  const last = list.items.at(-1);
  const range = isScalar(last) ? last.range : undefined;
  // Unquoted, a leading star would be an alias.
  const quote = range ? (/^['"]/.exec(text.slice(range[0]))?.[0] ?? (item.startsWith('*') ? '"' : '')) : '"';
  const word = quote + item + quote;
  if (list.flow === true) {
    const at = range?.[1] ?? list.range[0] + 1;
    return `${text.slice(0, at)}${range ? ', ' : ''}${word}${text.slice(at)}`;
  }
  if (!range) return undefined;
  const line = text.lastIndexOf('\n', range[0]) + 1;
  const [dash] = /^\s*-\s+/.exec(text.slice(line, range[0])) ?? [];
  if (dash === undefined) return undefined;
  const lineEnd = /\r?\n|$/.exec(text.slice(range[1]))?.index ?? 0;
  const at = range[1] + lineEnd;
  return `${text.slice(0, at)}${end}${dash}${word}${text.slice(at)}`;
}

/** The items of such a list. */
export function yamlList(text: string, key: string): readonly string[] {
  const list = parseDocument(text).get(key);
  return isSeq(list)
    ? list.items.flatMap((item) => (isScalar(item) && typeof item.value === 'string' ? [item.value] : []))
    : [];
}
