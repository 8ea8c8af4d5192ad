import { createHash } from 'node:crypto';
import { MigratorError } from '../../../errors/migrator-error.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { Workbench } from '../workbench.ts';
import { hasObjects } from './declared-objects.ts';
import { countingSnapshots, sliceState, snapshotFile } from './slice-state.ts';
import { declarable } from './tolerant-state.ts';

type RecordedBench = Pick<Workbench, 'workspace' | 'graph' | 'files'>;

/**
 * What the snapshots that count say about every slice that declares something. Throws a `SnapshotError`,
 * `SnapshotMissingError` or `SnapshotConflictError`.
 */
export function recordedStates(bench: RecordedBench): ReadonlyMap<string, readonly SchemaEntity[]> {
  const graph = bench.graph();
  return new Map(
    declaringSlices(bench).map((slice) => {
      const state = sliceState(graph, slice, graph.headsOfSlice(slice.label), bench.files);
      return [slice.label, declarable(slice, state)];
    }),
  );
}

/** Of the snapshots that count, as they are on disk: SHA-256, hex; `undefined` where one of them cannot be read. */
export function snapshotDigest(bench: RecordedBench): string | undefined {
  try {
    return digestOf(bench);
  } catch (error) {
    if (error instanceof MigratorError) return undefined;
    throw error;
  }
}

function digestOf(bench: RecordedBench): string {
  const graph = bench.graph();
  const hash = createHash('sha256');
  for (const slice of declaringSlices(bench)) {
    const { snapshots } = countingSnapshots(graph, slice, graph.headsOfSlice(slice.label), bench.files);
    for (const { revision } of snapshots) hash.update(bench.files.read(snapshotFile(slice, revision.id)) ?? '');
    hash.update('\0');
  }
  return hash.digest('hex');
}

function declaringSlices(bench: RecordedBench): readonly Slice[] {
  return bench.workspace.slices.filter((slice) => slice.schema !== null || hasObjects(bench, slice));
}
