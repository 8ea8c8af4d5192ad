import { SnapshotConflictError, SnapshotMissingError } from '../../../errors/files/snapshot-errors.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import { makersOf } from '../../../sql-objects/ownership/makers.ts';
import { sliceState } from '../schema/slice-state.ts';
import { historyEffects } from './broken-ownership.ts';
import type { OwnershipBench } from './ownership-bench.ts';

/** Who owns what, by the files. */
export interface Owners {
  /** The slice that a table, view, sequence or index belongs to; `null`: no revision is known to make it. */
  ownerOf(schema: string, name: string): string | null;
  /** What a slice's snapshots say it has at its heads; `undefined` if unknown. */
  stateOf(slice: Slice): readonly SchemaEntity[] | undefined;
}

const RELATIONS: ReadonlySet<string> = new Set(['table', 'view', 'sequence', 'index', 'unique', 'primary-key']);

/** Snapshots give the owners of what schemas declare, statements of revisions those of everything else. */
export async function owners(bench: OwnershipBench): Promise<Owners> {
  const states = new Map(bench.workspace.slices.map((slice) => [slice.label, stateOf(bench, slice)]));
  const declared = new Map<TableKey, string>();
  for (const [label, entities = []] of states) {
    for (const { type, schema, name } of entities) {
      if (RELATIONS.has(type)) declared.set(TableKey.of(schema, name), label);
    }
  }
  const made = makersOf(await historyEffects(bench));
  return {
    ownerOf: (schema, name) => declared.get(TableKey.of(schema, name)) ?? made(schema, name) ?? null,
    stateOf: ({ label }) => states.get(label),
  };
}

function stateOf(bench: OwnershipBench, slice: Slice): readonly SchemaEntity[] | undefined {
  const graph = bench.graph();
  try {
    return sliceState(graph, slice, graph.headsOfSlice(slice.label), bench.files);
  } catch (error) {
    if (error instanceof SnapshotMissingError || error instanceof SnapshotConflictError) return undefined;
    throw error;
  }
}
