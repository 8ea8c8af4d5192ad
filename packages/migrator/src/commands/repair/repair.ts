import { NotRepairableError } from '../../errors/run/repair-errors.ts';
import { changeState } from '../../execute/change-state.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { StateChange } from '../../state/state-change.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import type { MigrateBench } from '../shared/migrate.ts';
import { recordOf } from '../shared/record-of.ts';
import type { Workbench } from '../shared/workbench.ts';
import type { Repair } from './repairs.ts';

/** Each as a person is asked about it, before the revision. */
const DOING: Readonly<Record<Repair, string>> = {
  accept: 'Accept the edited file of',
  forget: 'Forget that this revision is applied:',
  adopt: 'Record as applied, without running it:',
  done: 'Record as done the statement that was cut short in',
  'not-done': 'Record as not done the statement that was cut short in',
};

export interface RepairOptions {
  readonly repair: Repair;
  /** Whole id: the file may be gone. */
  readonly revision: string;
  readonly reason: string;
}

export interface RepairResult {
  readonly database: DatabaseTarget;
  readonly repair: Repair;
  readonly revision: string;
  readonly reason: string;
}

/**
 * Changes what the state says about one revision. Throws {@link NotRepairableError} when that would make it contradict
 * itself.
 */
export async function repair(bench: MigrateBench, options: RepairOptions): Promise<RepairResult> {
  const graph = bench.graph();
  const database = await bench.database();
  await confirmLoss(bench, {
    doing: `${DOING[options.repair]} ${options.revision}`,
    losses: [`the current record of ${options.revision}`],
    declined: { asked: 'repair', revision: options.revision },
  });
  await changeState({ ...bench.runner, ambient: bench.ambient, database }, 'repair', options.reason, (state) => [
    repairChange(bench, graph, state, options),
  ]);
  return { database: database.target, repair: options.repair, revision: options.revision, reason: options.reason };
}

function repairChange(
  { workspace }: Pick<Workbench, 'workspace'>,
  graph: RevisionGraph,
  state: DatabaseState,
  { repair: kind, revision: id }: RepairOptions,
): StateChange {
  const row = state.applied.find(({ revision }) => revision === id);
  const halfRun = state.halfRuns.find(({ revision }) => revision === id);
  const applied = new Set(state.applied.map(({ revision }) => revision));
  switch (kind) {
    case 'accept': {
      const revision = graph.require(id);
      if (!row) throw new NotRepairableError({ revision: id, problem: 'nothing-to-accept' });
      return {
        kind: 'accept-checksum',
        revision: id,
        slice: row.slice,
        checksum: workspace.checksumOf(revision),
      };
    }
    case 'forget': {
      if (halfRun && !row) return { kind: 'drop-half-run', revision: id, slice: graph.get(id)?.slice ?? '' };
      if (!row) throw new NotRepairableError({ revision: id, problem: 'nothing-to-forget' });
      const needed = graph.get(id) ? graph.dependents(id).filter((child) => applied.has(child)) : [];
      if (needed.length > 0) throw new NotRepairableError({ revision: id, problem: 'needed', by: needed });
      return { kind: 'remove', revision: id, slice: row.slice };
    }
    case 'done':
    case 'not-done': {
      if (halfRun?.underWay === undefined) {
        throw new NotRepairableError({ revision: id, problem: 'nothing-cut-short' });
      }
      return { kind: 'settle-half-run', revision: id, slice: graph.get(id)?.slice ?? '', done: kind === 'done' };
    }
    case 'adopt': {
      const revision = graph.require(id);
      if (row) throw new NotRepairableError({ revision: id, problem: 'applied' });
      const missing = [...graph.parents(id), ...graph.dependencies(id)].filter((parent) => !applied.has(parent));
      if (missing.length > 0) throw new NotRepairableError({ revision: id, problem: 'needs', missing });
      return { kind: 'add', record: recordOf(workspace, graph, revision) };
    }
  }
}
