import { formatJson } from './format-json.ts';
import { type JsonEntry, type JsonNode, jsonEnd, jsonEntries, jsonValue, parseJsonText } from './json-node.ts';

/**
 * The text of a JSON file with one more item at the end of a list, or one more member of an object; all else stays as
 * it was written, comments and line breaks too. What is missing on the path is made. `undefined` when the text is no
 * JSON, or something else is at the path.
 */
export type JsonAddition =
  | { readonly path: readonly string[]; readonly item: unknown }
  | { readonly path: readonly string[]; readonly key: string; readonly value: unknown; readonly sorted?: boolean };

/** Adds to a JSON text; see {@link JsonAddition}. */
export function addToJson(text: string, addition: JsonAddition): string | undefined {
  const root = parseJsonText(text);
  return root === undefined ? undefined : addAt(text, root, addition.path, addition);
}

function addAt(text: string, node: JsonNode, path: readonly string[], addition: JsonAddition): string | undefined {
  const [next, ...rest] = path;
  if (next === undefined) {
    if ('item' in addition) return node.type === 'array' ? insert(text, node, addition.item) : undefined;
    return node.type === 'object' ? insert(text, node, addition.value, addition.key, addition.sorted) : undefined;
  }
  if (node.type !== 'object') return undefined;
  const member = jsonEntries(node).find(({ key }) => key === next);
  if (member?.value !== undefined) return addAt(text, member.value, rest, addition);
  const innermost = 'item' in addition ? [addition.item] : { [addition.key]: addition.value };
  return insert(
    text,
    node,
    rest.reduceRight<unknown>((value, key) => ({ [key]: value }), innermost),
    next,
  );
}

function insert(text: string, node: JsonNode, value: unknown, key?: string, sorted = false): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = unitOf(text);
  const [start, behind] = [node.offset, jsonEnd(node)];
  const outer = indentAt(text, start);
  const entries = jsonEntries(node);
  const [first] = entries;
  const isMultiline = first === undefined ? node.type === 'object' : text.slice(start, first.start).includes('\n');
  const indent = first !== undefined && isMultiline ? indentAt(text, first.start) : outer + unit;
  const body = formatJson(value, { unit });
  if (!isMultiline && body.includes('\n') && !/\/[/*]/.test(text.slice(start, behind))) {
    const whole = formatJson(withAddition(jsonValue(node), value, key), { unit });
    return text.slice(0, start) + whole.replaceAll('\n', end + outer) + text.slice(behind);
  }
  const indented = body.replaceAll('\n', `${end}${isMultiline ? indent : outer}`);
  const entry = key === undefined ? indented : `${JSON.stringify(key)}: ${indented}`;
  const gap = isMultiline ? end + indent : ' ';
  const before = key === undefined || !sorted ? entries.at(-1) : lastBefore(entries, key);
  if (before !== undefined) {
    const [said, comma] = (isMultiline ? COMMENT_BEHIND.exec(text.slice(before.end)) : null) ?? [];
    if (said === undefined) return `${text.slice(0, before.end)},${gap}${entry}${text.slice(before.end)}`;
    // What is said about an entry stays on its line.
    const [line, last] = comma === undefined ? [`,${said}`, ''] : [said, ','];
    return `${text.slice(0, before.end)}${line}${gap}${entry}${last}${text.slice(before.end + said.length)}`;
  }
  if (first !== undefined) return `${text.slice(0, first.start)}${entry},${gap}${text.slice(first.start)}`;
  const inside = text.slice(start + 1, behind - 1).trimEnd();
  if (inside !== '') {
    // Nothing but comments.
    const isOneLine = !/\n|\/\//.test(inside) && !entry.includes('\n');
    const [lead, after] = isOneLine ? [' ', ' '] : [end + outer + unit, end + outer];
    return `${text.slice(0, start + 1)}${inside}${lead}${entry}${after}${text.slice(behind - 1)}`;
  }
  const close = isMultiline ? end + outer : '';
  return `${text.slice(0, start + 1)}${isMultiline ? gap : ''}${entry}${close}${text.slice(behind - 1)}`;
}

/** A comment after an entry that ends its line, with the comma before it. */
const COMMENT_BEHIND = /^([ \t]*,)?[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[ \t]*)(?=\r?\n)/;

function withAddition(whole: unknown, value: unknown, key: string | undefined): unknown {
  if (key === undefined) return Array.isArray(whole) ? [...whole, value] : whole;
  return typeof whole === 'object' ? { ...whole, [key]: value } : whole;
}

/** Keys that are sorted stay so; else the new one comes last. */
function lastBefore(entries: readonly JsonEntry[], key: string): JsonEntry | undefined {
  const isSorted = entries.every((entry, at) => at === 0 || (entries[at - 1]?.key ?? '') <= entry.key);
  return isSorted ? entries.findLast((entry) => entry.key < key) : entries.at(-1);
}

/** The blanks at the beginning of the line of `at`. */
function indentAt(text: string, at: number): string {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? '';
}

/** What the file indents by. */
function unitOf(text: string): string {
  return /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
}
