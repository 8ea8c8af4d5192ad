import { placeOf } from '../../errors/files/revision-place.ts';
import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { DuplicateHeadsError, NotAHeadError, SliceRequiredError } from '../../errors/graph/placement-errors.ts';
import { UnknownSliceError } from '../../errors/workspace/slice-errors.ts';
import type { Revision } from '../../revision/revision.ts';
import { intAt } from '../structure/at.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { headNames } from '../symbols/head-names.ts';
import { resolve } from '../symbols/resolve.ts';
import { resolveNodes } from '../symbols/resolve-nodes.ts';

/** Where a new revision file goes and what its header says. */
export interface Placement {
  readonly revises: readonly string[];
  /** Whole ids, or labels where labels were given. */
  readonly dependsOn: readonly string[];
  readonly slice: string;
}

export interface PlacementRequest {
  /** Symbols of the parents; `head` when absent. */
  readonly heads?: readonly string[] | undefined;
  /** Allow parents that have children already. */
  readonly splice?: boolean | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  /** The slice whose folder gets the file; that of the first parent when absent. */
  readonly slice?: string | undefined;
}

/**
 * Places a new revision. `slices` are the labels of all slices of the workspace. Without `slice` the file goes where
 * its first parent is (`heads` lists parents in the order of loading: slices as configured); a new base needs one when
 * there are several slices.
 */
export function placeRevision(
  graph: RevisionGraph,
  slices: readonly string[],
  request: PlacementRequest = {},
): Placement {
  const parents = parentsOf(graph, request.heads ?? ['head']);
  const revises = parents.map((parent) => parent.id);
  refuseTwice(revises);
  const slice = request.slice ?? parents[0]?.slice ?? (slices.length === 1 ? slices[0] : undefined);
  if (slice === undefined) throw new SliceRequiredError({ slices });
  if (!slices.includes(slice)) throw new UnknownSliceError({ slice, known: slices });
  if (request.splice !== true) {
    const inside = parents.find((parent) => !graph.isHead(parent.id));
    if (inside !== undefined) {
      const heads = graph.headsOfSlice(inside.slice);
      throw new NotAHeadError({ ...placeOf(inside), heads, named: headNames(graph, heads) });
    }
  }
  return { revises, dependsOn: (request.dependsOn ?? []).map((name) => dependencyName(graph, name)), slice };
}

/** Places a merge of the revisions that the symbols name. */
export function placeMerge(
  graph: RevisionGraph,
  slices: readonly string[],
  heads: readonly string[],
  options: Omit<PlacementRequest, 'heads'> = {},
): Placement {
  return placeRevision(graph, slices, { ...options, heads });
}

function refuseTwice(ids: readonly string[]): void {
  const seen = new Set<string>();
  const twice = ids.filter((id) => seen.size === seen.add(id).size);
  if (twice.length > 0) throw new DuplicateHeadsError({ revisions: twice });
}

function parentsOf(graph: RevisionGraph, symbols: readonly string[]): readonly Revision[] {
  const { loadPosition } = graph.index;
  return symbols.flatMap((symbol) => {
    const nodes = resolveNodes(graph, symbol);
    if (nodes.some((node) => node < 0)) throw new NotARevisionError({ symbol, problem: 'no-revision' });
    nodes.sort((a, b) => intAt(loadPosition, a) - intAt(loadPosition, b));
    return nodes.map((node) => graph.revisionAt(node));
  });
}

/** Labels stay labels; anything else becomes the whole id. */
function dependencyName(graph: RevisionGraph, name: string): string {
  const revision = resolve(graph, name);
  if (revision === null) throw new NotARevisionError({ symbol: name, problem: 'base-dependency' });
  return graph.labels(revision.id).includes(name) ? name : revision.id;
}
