/**
 * The strongly connected components of a graph, each after those that it leads to (Tarjan 1972): a component of
 * several nodes is a cycle.
 */
export function circles<T>(
  nodes: readonly T[],
  edges: readonly (readonly [from: T, to: T])[],
): readonly (readonly T[])[] {
  const targets = new Map(nodes.map((node): [T, T[]] => [node, []]));
  for (const [from, to] of edges) if (from !== to) targets.get(from)?.push(to);
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const found: T[][] = [];
  const visit = (node: T): number => {
    const own = index.size;
    index.set(node, own);
    low.set(node, own);
    stack.push(node);
    let lowest = own;
    for (const next of targets.get(node) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? lowest);
    }
    low.set(node, lowest);
    if (lowest === own) found.push(stack.splice(stack.indexOf(node)));
    return lowest;
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;
}
