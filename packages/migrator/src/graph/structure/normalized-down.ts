import { intAt } from './at.ts';
import type { GraphIndex } from './graph-index.ts';

/**
 * Parents of a node, and those of its dependencies that no ancestor by parents depends on already (Alembic's
 * `_normalized_down_revisions`). Both sets have the same ancestors; this one is shorter to show.
 */
export function normalizedDown(index: GraphIndex, node: number): number[] {
  const dependencies = index.dependencies.row(node);
  const inherited = inheritedOf(
    index,
    node,
    new Set(dependencies.filter((one) => intAt(index.dependencyUses, one) > 1)),
  );
  return [...new Set([...index.parents.row(node), ...dependencies.filter((one) => !inherited.has(one))])];
}

/**
 * Those candidates that an ancestor depends on. Goes no further down than the oldest of them: nothing older can depend
 * on it.
 */
function inheritedOf(index: GraphIndex, node: number, candidates: ReadonlySet<number>): Set<number> {
  const inherited = new Set<number>();
  let oldest = index.order.length;
  for (const candidate of candidates) oldest = Math.min(oldest, intAt(index.rank, candidate));
  const seen = new Set<number>();
  const todo = candidates.size === 0 ? [] : index.parents.row(node);
  for (let next = todo.pop(); next !== undefined && inherited.size < candidates.size; next = todo.pop()) {
    if (seen.has(next) || intAt(index.rank, next) <= oldest) continue;
    seen.add(next);
    for (const dependency of index.dependencies.row(next)) if (candidates.has(dependency)) inherited.add(dependency);
    todo.push(...index.parents.row(next));
  }
  return inherited;
}
