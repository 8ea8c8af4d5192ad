import { type Placement, placeRevision } from '../../../graph/slices/placement.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { multipleHeads } from '../../../graph/symbols/heads.ts';
import { resolveNodes } from '../../../graph/symbols/resolve-nodes.ts';
import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { Slice } from '../../../revision/slice.ts';

/** Where a new revision is put, when not on the head of its slice. */
export interface PlaceOptions {
  /** Symbols of the parents. */
  readonly heads?: readonly string[] | undefined;
  readonly splice?: boolean | undefined;
  readonly dependsOn?: readonly string[] | undefined;
}

/** The newest revisions of a slice, or those that symbols name. */
export function endsOfSlice(
  graph: RevisionGraph,
  slice: Slice,
  symbols: readonly string[] | undefined,
): readonly string[] {
  if (symbols === undefined) return graph.headsOfSlice(slice.label);
  return graph.ids(resolveNodes(graph, symbols).filter((node) => node >= 0));
}

/**
 * Places a revision of a slice: on the symbols of `--head`; without them on the head of the slice's line (which a merge
 * may have continued in another slice), or as a new base if there is none. The heads of `needed` slices become
 * dependencies, unless they are below already.
 */
export function placeIn(
  graph: RevisionGraph,
  workspace: Workspace,
  slice: Slice,
  options: PlaceOptions,
  needed: ReadonlySet<string> = new Set(),
): Placement {
  const labels = workspace.slices.map(({ label }) => label);
  const heads = options.heads ?? lineOf(graph, slice);
  const placement = placeRevision(graph, labels, {
    heads,
    splice: options.splice,
    dependsOn: options.dependsOn,
    slice: slice.label,
  });
  const dependsOn = [...placement.dependsOn];
  for (const label of [...needed].sort()) {
    for (const head of graph.headsOfSlice(label)) {
      const known = new Set(
        graph.ancestors([...placement.revises, ...dependsOn.map((name) => idOf(graph, name))], { dependencies: true }),
      );
      if (!known.has(head)) dependsOn.push(head);
    }
  }
  return { ...placement, dependsOn };
}

/** The one head of a slice's line. Throws a `MultipleHeadsError` when there are several. */
function lineOf(graph: RevisionGraph, slice: Slice): readonly string[] {
  const ends = graph.headsOfSlice(slice.label);
  if (ends.length === 0) return [];
  const heads = graph.descendants(ends, { dependencies: false }).filter((id) => graph.isHead(id));
  if (heads.length > 1) {
    throw multipleHeads(
      graph,
      `${slice.label}@head`,
      heads.map((id) => graph.node(id)),
    );
  }
  return heads;
}

function idOf(graph: RevisionGraph, name: string): string {
  return graph.labelled(name)?.id ?? name;
}
