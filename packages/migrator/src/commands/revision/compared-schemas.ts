import type { Slice } from '../../revision/slice.ts';
import { endsOfSlice } from '../shared/heads/place-in-slice.ts';
import { hasObjects } from '../shared/schema/declared-objects.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import { notCompared, type SchemaComparison } from '../shared/schema/schema-comparison.ts';
import { countingSnapshots } from '../shared/schema/slice-state.ts';
import type { RevisionRequest } from './revision-request.ts';

/** For every slice: whether its schema was compared; empty if a person writes the revision. */
export function comparedSchemas(
  bench: Pick<SchemaBench, 'workspace' | 'graph' | 'files'>,
  { kind, slices, place }: RevisionRequest,
): readonly SchemaComparison[] {
  if (kind !== 'generated') return [];
  const graph = bench.graph();
  const comparisonOf = (slice: Slice): SchemaComparison => {
    if (!slices.includes(slice)) return notCompared(slice.label, 'not-chosen');
    if (slice.schema === null && !hasObjects(bench, slice)) return notCompared(slice.label, 'no-schema');
    const { snapshots } = countingSnapshots(graph, slice, endsOfSlice(graph, slice, place.heads), bench.files);
    const ids = snapshots.map(({ revision }) => revision.id);
    return { slice: slice.label, compared: true, reason: null, snapshots: ids, keptNames: [] };
  };
  return bench.workspace.slices.map(comparisonOf);
}
