import { UsageError } from '../../errors/usage/usage-error.ts';
import type { Slice } from '../../revision/slice.ts';
import { ownershipFault } from '../../schema/entity/ownership.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { declaredEntities } from '../shared/schema/declared-entities.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';

export interface SnapshotOptions {
  /** All slices with revisions when absent. */
  readonly slices?: readonly string[] | undefined;
}

export interface SnapshotResult {
  readonly snapshots: readonly { readonly slice: string; readonly revision: string; readonly file: string }[];
}

/**
 * Records what the schema files say now as the snapshots of the slices' heads: for a history that was written by hand, after a merge, or when a
 * table moved from one slice to another. It changes no database and no revision.
 */
export async function snapshot(bench: SchemaBench, options: SnapshotOptions = {}): Promise<SnapshotResult> {
  for (const label of options.slices ?? []) knownSlice(bench.workspace, label);
  const { slices } = bench.workspace;
  const owned = await declaredEntities(bench);
  const fault = ownershipFault(owned);
  if (fault !== undefined) throw fault;
  const chosen = slices.filter(({ label }) => options.slices === undefined || options.slices.includes(label));
  const snapshots = chosen.flatMap((slice) => {
    const revision = headOf(bench, slice);
    if (revision === undefined) return [];
    const entities = owned.find((it) => it.slice === slice.label)?.entities ?? [];
    const file = snapshotFile(slice, revision);
    bench.files.replace(file, printSnapshot({ slice: slice.label, revision, entities }));
    return [{ slice: slice.label, revision, file }];
  });
  return { snapshots };
}

function headOf(bench: SchemaBench, slice: Slice): string | undefined {
  const [head, another] = bench.graph().headsOfSlice(slice.label);
  if (another !== undefined) {
    throw new UsageError({ problem: 'slice-has-several-heads', slice: slice.label });
  }
  return head;
}
