import { at } from './at.ts';
import type { GraphIndex } from './graph-index.ts';

/** Ids of the revisions without a child in their own slice, by slice; all slices in one pass. */
export function headsBySlice({ revisions, children }: GraphIndex): ReadonlyMap<string, readonly string[]> {
  const heads = new Map<string, string[]>();
  for (const [node, { id, slice }] of revisions.entries()) {
    if (children.row(node).some((child) => at(revisions, child).slice === slice)) continue;
    const known = heads.get(slice);
    if (known === undefined) heads.set(slice, [id]);
    else known.push(id);
  }
  return heads;
}
