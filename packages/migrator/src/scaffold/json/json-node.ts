import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';

/** A value in a JSON text, with its place there. */
export type JsonNode = Node;

/**
 * Where everything is in a JSON text; `undefined` when it is none. Comments and commas after the last item are
 * allowed, as editors allow them in nx.json and tsconfig.json.
 */
export function parseJsonText(text: string): JsonNode | undefined {
  const errors: ParseError[] = [];
  // A byte order mark keeps its place, so that offsets are those of the text.
  const node = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  return errors.length === 0 ? node : undefined;
}

/** The value of the text. */
export function jsonValue(node: JsonNode): unknown {
  return getNodeValue(node);
}

/** An item of a list, or a member of an object, from its first character to after its last. */
export interface JsonEntry {
  readonly start: number;
  readonly end: number;
  /** Empty for an item of a list. */
  readonly key: string;
  readonly value: JsonNode | undefined;
}

/** The entries of a list or an object, in their order; none of another value. */
export function jsonEntries({ type, children = [] }: JsonNode): readonly JsonEntry[] {
  return children.map((child) => {
    const [key, value] = type === 'object' ? (child.children ?? []) : [undefined, child];
    return { start: child.offset, end: jsonEnd(child), key: String(key?.value ?? ''), value };
  });
}

/** The offset after a value. */
export function jsonEnd({ offset, length }: JsonNode): number {
  return offset + length;
}
