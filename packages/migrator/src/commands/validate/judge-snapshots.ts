import { SnapshotNotBuiltError } from '../../errors/files/snapshot-errors.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { SnapshotUnsaidError } from '../../errors/schema/snapshot-unsaid-error.ts';
import { entityChanges } from '../../schema/change/entity-changes.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { entityLabel, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { type BuiltBench, builtState } from '../shared/schema/built-state.ts';
import { recordedStates } from '../shared/schema/recorded-states.ts';

/** Whether the snapshots say what the revisions build. */
export interface SnapshotJudgement {
  /** The failure for the first slice whose snapshots do not. */
  readonly problem: MigratorError | null;
  /** Why they could not be compared; `null` if they were. */
  readonly notCompared: string | null;
}

/**
 * Compares what the snapshots record with what all revisions together really build. `check` and `revision` compare
 * schemas with snapshots; a file that was edited after its snapshot was written is invisible to them.
 *
 * @param built what all revisions together build, when that was just seen
 */
export async function judgeSnapshots(bench: BuiltBench, built?: Catalog): Promise<SnapshotJudgement> {
  try {
    const recorded = recordedStates(bench);
    if ([...recorded.values()].every(({ length }) => length === 0)) return { problem: null, notCompared: null };
    const { entities } = await builtState(bench, recorded, bench.graph().heads, built);
    for (const [slice, state] of recorded) {
      const things = differencesOf(state, entities.get(slice) ?? []);
      if (things.length > 0) return { problem: new SnapshotNotBuiltError({ slice, things }), notCompared: null };
    }
    return { problem: null, notCompared: null };
  } catch (error) {
    if (!(error instanceof MigratorError) || error instanceof InterruptedError) throw error;
    if (error instanceof SnapshotUnsaidError) return { problem: error, notCompared: null };
    // `check` reports what is wrong with a snapshot itself.
    return { problem: null, notCompared: error.message };
  }
}

function differencesOf(recorded: readonly SchemaEntity[], built: readonly SchemaEntity[]): readonly string[] {
  const { added, removed, changed } = entityChanges(recorded, built);
  return [
    ...removed.map((entity) => `- ${entityLabel(entity)}`),
    ...added.map((entity) => `+ ${entityLabel(entity)}`),
    ...changed.map(({ after }) => `~ ${entityLabel(after)}`),
  ];
}
