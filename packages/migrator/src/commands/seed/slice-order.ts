import { orderableEdges } from '../../graph/slices/slice-edges.ts';
import type { Revision } from '../../revision/revision.ts';

/** The slices, each after those whose revisions it needs, otherwise by name. */
export function slicesInOrder(labels: readonly string[], revisions: readonly Revision[]): readonly string[] {
  const edges = orderableEdges(revisions, []);
  const placed = new Set<string>();
  const place = (label: string): void => {
    if (placed.has(label)) return;
    for (const { from, to } of edges) if (from === label) place(to);
    placed.add(label);
  };
  for (const label of labels.toSorted()) place(label);
  return [...placed].filter((label) => labels.includes(label));
}
