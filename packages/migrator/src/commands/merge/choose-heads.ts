import { placeOf } from '../../errors/files/revision-place.ts';
import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { mergeCandidates } from '../../graph/slices/merge-candidates.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { resolveAll } from '../../graph/symbols/resolve.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';

/**
 * The revisions that a merge is to join, in the order given, each once. The name of a slice means its heads; everything
 * else is a symbol. Throws a `UsageError` when nothing is named, or when one is below another: then there is
 * nothing to join.
 */
export function chooseHeads(
  graph: RevisionGraph,
  workspace: Pick<Workspace, 'slices'>,
  symbols: readonly string[],
  slice: string | undefined,
): readonly string[] {
  const names = symbols.length === 0 && slice !== undefined ? [slice] : symbols;
  if (names.length === 0) throw nothingNamed(graph);
  const labels = new Set(workspace.slices.map(({ label }) => label));
  const heads = [...new Set(names.flatMap((name) => (labels.has(name) ? headsOf(graph, name) : namedBy(graph, name))))];
  for (const head of heads) {
    const above = graph.descendants([head], { dependencies: false }).find((id) => id !== head && heads.includes(id));
    if (above !== undefined) {
      throw new UsageError({
        problem: 'below-another',
        below: placeOf(graph.require(head)),
        above: placeOf(graph.require(above)),
      });
    }
  }
  return heads;
}

/**
 * The ends of a slice: the heads in its folder, and, if there is only one of these, also heads to which merges
 * continued its line.
 */
function headsOf(graph: RevisionGraph, slice: string): readonly string[] {
  const candidate = mergeCandidates(graph).find((it) => it.slice === slice);
  if (candidate !== undefined) return candidate.heads;
  return graph.descendants(graph.headsOfSlice(slice), { dependencies: false }).filter((id) => graph.isHead(id));
}

function namedBy(graph: RevisionGraph, symbol: string): readonly string[] {
  return resolveAll(graph, symbol).map((revision) => {
    if (revision === null) throw new NotARevisionError({ symbol, problem: 'no-revision' });
    return revision.id;
  });
}

/** The heads in the chosen order, which must contain every head and nothing else. */
export function chooseOrderOf(
  graph: RevisionGraph,
  workspace: Pick<Workspace, 'slices'>,
  symbols: readonly string[],
  heads: readonly string[],
): readonly string[] {
  const order = chooseHeads(graph, workspace, symbols, undefined);
  if (order.length === heads.length && order.every((id) => heads.includes(id))) return order;
  throw new UsageError({ problem: 'order-incomplete', heads, order });
}

function nothingNamed(graph: RevisionGraph): UsageError {
  return new UsageError({ problem: 'nothing-named', slices: mergeCandidates(graph).map(({ slice }) => slice) });
}
