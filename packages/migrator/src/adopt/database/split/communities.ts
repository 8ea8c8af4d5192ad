import type { TableKey } from '../../../schema/entity/table-key.ts';
import { circles } from './circles.ts';
import type { TableLink } from './table-links.ts';

/**
 * Groups of tables that refer to each other more than to others: joined in pairs as long as that raises the
 * modularity of the graph of foreign keys (Clauset, Newman, Moore 2004), then joined where groups would refer to each
 * other in a cycle. The same tables always give the same groups.
 */
export function communities(
  tables: readonly TableKey[],
  links: readonly TableLink[],
): readonly (readonly TableKey[])[] {
  const groups: TableKey[][] = tables.map((table) => [table]);
  const total = links.length;
  const degree = (group: readonly TableKey[]): number =>
    links.reduce((sum, { from, to }) => sum + Number(group.includes(from)) + Number(group.includes(to)), 0);
  const between = (a: readonly TableKey[], b: readonly TableKey[]): number =>
    links.filter(({ from, to }) => (a.includes(from) && b.includes(to)) || (b.includes(from) && a.includes(to))).length;
  for (;;) {
    let best: { readonly gain: number; readonly a: number; readonly b: number } | undefined;
    const degrees = groups.map(degree);
    for (const [a, one] of groups.entries()) {
      for (let b = a + 1; b < groups.length; b += 1) {
        const other = groups[b] ?? [];
        const shared = between(one, other);
        if (shared === 0) continue;
        const gain = shared / total - ((degrees[a] ?? 0) * (degrees[b] ?? 0)) / (2 * total * total);
        if (gain > 1e-12 && gain > (best?.gain ?? 0) + 1e-12) best = { gain, a, b };
      }
    }
    if (best === undefined) break;
    groups[best.a] = [...(groups[best.a] ?? []), ...(groups[best.b] ?? [])];
    groups.splice(best.b, 1);
  }
  return withoutCircles(groups, links);
}

function withoutCircles(
  groups: readonly (readonly TableKey[])[],
  links: readonly TableLink[],
): readonly (readonly TableKey[])[] {
  const groupOf = new Map(groups.flatMap((group, index) => group.map((table) => [table, index] as const)));
  const edges = links.map(({ from, to }): readonly [number, number] => [
    groupOf.get(from) ?? -1,
    groupOf.get(to) ?? -1,
  ]);
  return circles([...groups.keys()], edges).map((indexes) => indexes.flatMap((index) => groups[index] ?? []));
}
