import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { AlteredSlices, Revision, RevisionKind } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import { placeIn } from '../shared/heads/place-in-slice.ts';
import { newRevision } from '../shared/new-revision.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { NewRevision } from './revision-request.ts';

/** Parts of a header that are not options, but follow from the revision. */
export interface OwnHeader {
  readonly slice: Slice;
  readonly kind: RevisionKind;
  /** In brackets after the message. */
  readonly suffix?: string;
  /** Labels of slices that it depends on. */
  readonly needed?: ReadonlySet<string>;
  readonly renames?: readonly string[];
  readonly alters?: AlteredSlices | undefined;
}

/** The header of a new revision above those of a graph. The first of a slice carries the slice's name. */
export function newHeader(bench: RevisionBench, graph: RevisionGraph, asked: NewRevision, own: OwnHeader): Revision {
  const { slice, kind, suffix = '', needed, renames = [], alters } = own;
  const isFirst = !graph.revisions.some((revision) => revision.slice === slice.label);
  return newRevision(bench, {
    ...{ slice, kind, renames, alters },
    placement: placeIn(graph, bench.workspace, slice, asked.place, needed),
    message: suffix === '' ? asked.message : `${asked.message} (${suffix})`,
    labels: [...(isFirst && graph.labelled(slice.label) === undefined ? [slice.label] : []), ...asked.branchLabels],
    id: asked.revisionId,
    unproven: asked.unproven,
    notes: asked.notes,
  });
}
