import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import type { Revision } from '../revision/revision.ts';
import { type Drawing, layOut } from './drawing.ts';
import { type Applied, type Standing, standingOf } from './standing.ts';

export interface PictureRow {
  readonly revision: Revision;
  readonly standing: Standing;
  /** `base`, `branch point`, `merge`, `head`, in this order. */
  readonly marks: readonly string[];
}

/** A drawing with all that the formats of `migrate graph` show of it. */
export interface Picture {
  readonly rows: readonly PictureRow[];
  readonly drawing: Drawing;
  /** Between rows; only those whose both ends are shown. */
  readonly dependencies: readonly { readonly from: number; readonly to: number }[];
  /** Slices of the rows, sorted. */
  readonly slices: readonly string[];
}

/** Lays out the given revisions (ids; all of them when absent) with their dependencies and marks. */
export function picture(graph: RevisionGraph, ids?: Iterable<string>, applied?: Applied): Picture {
  const drawing = layOut(graph, ids);
  const rowOf = new Map(drawing.revisions.map(({ id }, row) => [id, row]));
  return {
    rows: drawing.revisions.map((revision) => ({
      revision,
      standing: standingOf(revision.id, applied),
      marks: marksOf(graph, revision),
    })),
    drawing,
    dependencies: drawing.revisions.flatMap(({ id, dependsOn }, from) => {
      if (dependsOn.length === 0) return [];
      return graph.dependencies(id).flatMap((below) => {
        const to = rowOf.get(below);
        return to === undefined ? [] : [{ from, to }];
      });
    }),
    slices: [...new Set(drawing.revisions.map(({ slice }) => slice))].sort(),
  };
}

const NONE: readonly string[] = [];

function marksOf(graph: RevisionGraph, { id, revises }: Revision): readonly string[] {
  const children = graph.children(id).length;
  // As nearly all are.
  if (children === 1 && revises.length === 1) return NONE;
  return [
    ...(revises.length === 0 ? ['base'] : []),
    ...(children > 1 ? ['branch point'] : []),
    ...(revises.length > 1 ? ['merge'] : []),
    ...(children === 0 ? ['head'] : []),
  ];
}
