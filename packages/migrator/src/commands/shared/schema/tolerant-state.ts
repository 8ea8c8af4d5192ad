import { SnapshotMissingError } from '../../../errors/files/snapshot-errors.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { Workbench } from '../workbench.ts';
import { sliceState } from './slice-state.ts';

/**
 * Without a Drizzle schema a slice declares only what its `sql/` files say: tables that its revisions make do not count
 * as missing.
 */
export function declarable({ schema }: Slice, state: readonly SchemaEntity[]): readonly SchemaEntity[] {
  return schema === null ? state.filter(({ type }) => type === 'object') : state;
}

/** A slice that is only read may have no snapshot: then its schema file is used. */
export function tolerantState(
  { files }: Pick<Workbench, 'files'>,
  graph: RevisionGraph,
  slice: Slice,
  ends: readonly string[],
  declared: readonly SchemaEntity[],
): readonly SchemaEntity[] {
  try {
    return declarable(slice, sliceState(graph, slice, ends, files));
  } catch (error) {
    if (error instanceof SnapshotMissingError) return declared;
    throw error;
  }
}
