import { UsageError } from '../../errors/usage/usage-error.ts';
import { mergeCandidates } from '../../graph/slices/merge-candidates.ts';
import type { Slice } from '../../revision/slice.ts';
import { entityChanges } from '../../schema/change/entity-changes.ts';
import { ownershipFault } from '../../schema/entity/ownership.ts';
import { entityLabel, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { keepNames } from '../../schema/names/keep-names.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type BuiltBench, builtState } from '../shared/schema/built-state.ts';
import { declaredEntities } from '../shared/schema/declared-entities.ts';
import { hasObjects } from '../shared/schema/declared-objects.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';

export interface SnapshotOptions {
  /** All slices with revisions when absent. */
  readonly slices?: readonly string[] | undefined;
}

export interface WrittenSnapshot {
  readonly slice: string;
  readonly revision: string;
  readonly file: string;
  /**
   * Where the schema differs from what the revisions have built, which the next revision will write: `+ table ghost`.
   */
  readonly pending: readonly string[];
}

export interface SnapshotResult {
  readonly snapshots: readonly WrittenSnapshot[];
  /** Tables, views, enums and sequences that the revisions build and no slice declares; they are in no snapshot. */
  readonly undeclared: readonly string[];
}

/**
 * Records what the revisions really build on a scratch database as the snapshots of the slices' heads: for a history
 * that was written by hand, after a merge, or when a table moved from one slice to another. What a schema says beyond
 * that stays a change, which the next revision writes. It changes no database and no revision. Throws what `builtState`
 * throws; then nothing is written.
 */
export async function snapshot(bench: BuiltBench, options: SnapshotOptions = {}): Promise<SnapshotResult> {
  for (const label of options.slices ?? []) knownSlice(bench.workspace, label);
  const graph = bench.graph();
  const chosen = bench.workspace.slices
    .filter(({ label }) => options.slices === undefined || options.slices.includes(label))
    .filter((slice) => slice.schema !== null || hasObjects(bench, slice))
    .flatMap((slice) => {
      const revision = headOf(bench, slice);
      return revision === undefined ? [] : [{ slice, revision }];
    });
  if (chosen.length === 0) return { snapshots: [], undeclared: [] };
  const owned = await declaredEntities(bench);
  const fault = ownershipFault(owned);
  if (fault !== undefined) throw fault;
  const declared = new Map(owned.map(({ slice, entities }) => [slice, entities]));
  // Slices with several heads are left out, unless they were chosen: their branches are not joined yet.
  const split = new Set(mergeCandidates(graph).map(({ slice }) => slice));
  const heads = graph.heads.filter((id) => !split.has(graph.require(id).slice));
  const ends = chosen.map(({ revision }) => revision);
  const { entities, undeclared } = await builtState(bench, declared, [...new Set([...heads, ...ends])]);
  const snapshots = chosen.map(({ slice, revision }): WrittenSnapshot => {
    const built = entities.get(slice.label) ?? [];
    const file = snapshotFile(slice, revision);
    bench.files.replace(file, printSnapshot({ slice: slice.label, revision, entities: built }));
    return { slice: slice.label, revision, file, pending: pendingOf(built, declared.get(slice.label) ?? []) };
  });
  return { snapshots, undeclared };
}

function pendingOf(built: readonly SchemaEntity[], declared: readonly SchemaEntity[]): readonly string[] {
  const { added, removed, changed } = entityChanges(built, keepNames(built, declared));
  return [
    ...added.map((entity) => `+ ${entityLabel(entity)}`),
    ...removed.map((entity) => `- ${entityLabel(entity)}`),
    ...changed.map(({ after }) => `~ ${entityLabel(after)}`),
  ];
}

function headOf(bench: Pick<BuiltBench, 'graph'>, slice: Slice): string | undefined {
  const [head, another] = bench.graph().headsOfSlice(slice.label);
  if (another !== undefined) {
    throw new UsageError({ problem: 'slice-has-several-heads', slice: slice.label });
  }
  return head;
}
