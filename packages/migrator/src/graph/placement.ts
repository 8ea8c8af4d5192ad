import type { RevisionGraph } from './revision-graph.ts';

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

/** Places a new revision. `slices` are the labels of all slices of the workspace. */
export function placeRevision(
  _graph: RevisionGraph,
  _slices: readonly string[],
  _request: PlacementRequest = {},
): Placement {
  throw new Error('under construction');
}

/** Places a merge of the revisions that the symbols name. */
export function placeMerge(
  _graph: RevisionGraph,
  _slices: readonly string[],
  _heads: readonly string[],
  _options: Omit<PlacementRequest, 'heads'> = {},
): Placement {
  throw new Error('under construction');
}
