import type { CatalogValue } from '../schema/facts/catalog-value.ts';

/**
 * A node of PostgreSQL's parse tree as libpg-query prints it: plain JSON. Nodes that can be of several kinds are
 * wrapped: `{ "RangeVar": { … } }`.
 */
export type SqlNode = Readonly<Record<string, CatalogValue>>;

const NOTHING: SqlNode = {};

export function isNode(value: CatalogValue | undefined): value is SqlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The node in a field; an empty one if it is absent. */
export function child(node: SqlNode, field: string): SqlNode {
  const value = node[field];
  return isNode(value) ? value : NOTHING;
}

/** The nodes of a list; empty if it is absent. */
export function children(node: SqlNode, field: string): readonly SqlNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** A text; `''` if it is absent, because libpg-query omits empty ones. */
export function text(node: SqlNode, field: string): string {
  const value = node[field];
  return typeof value === 'string' ? value : '';
}

export function isTrue(node: SqlNode, field: string): boolean {
  return node[field] === true;
}

/** The kind of a wrapped node, and its contents; the kind of an empty node is `''`. */
export function unwrap(node: SqlNode): { readonly kind: string; readonly node: SqlNode } {
  const [kind = ''] = Object.keys(node);
  return { kind, node: child(node, kind) };
}

/** The texts of a list of `String` nodes: the parts of a qualified name. */
export function names(node: SqlNode, field: string): readonly string[] {
  return children(node, field).flatMap((part) => ('String' in part ? [text(child(part, 'String'), 'sval')] : []));
}

/** The option of a `DefElem` list, by its name. */
export function option(node: SqlNode, field: string, name: string): SqlNode | undefined {
  return children(node, field)
    .map((part) => child(part, 'DefElem'))
    .find((element) => text(element, 'defname') === name);
}

/** Every node of one of these kinds, at any depth. */
export function* descendants(value: CatalogValue, kinds: ReadonlySet<string>): Generator<readonly [string, SqlNode]> {
  if (Array.isArray(value)) {
    for (const member of value) yield* descendants(member, kinds);
  } else if (isNode(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (kinds.has(key) && isNode(member)) yield [key, member];
      yield* descendants(member, kinds);
    }
  }
}
