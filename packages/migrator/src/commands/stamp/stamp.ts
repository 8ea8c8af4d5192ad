import { changeState } from '../../execute/change-state.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { compareApplied, refuseDrafts } from '../../plan/applied-state.ts';
import { planStamp } from '../../plan/plan-stamp.ts';
import { planTargets } from '../../plan/plan-targets.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { StateChange } from '../../state/state-change.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { MigrateBench } from '../shared/migrate.ts';
import { recordOf } from '../shared/record-of.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface StampOptions {
  readonly targets: readonly string[];
  readonly slice?: string | undefined;
  /** Forget every row first, also those that no file knows. */
  readonly purge?: boolean;
}

export interface StampResult {
  readonly database: DatabaseTarget;
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  /** Recorded as applied, parents first. */
  readonly added: readonly string[];
  /** Forgotten. */
  readonly removed: readonly string[];
}

/** Writes what is applied without running anything: for a database that was built by other means. */
export async function stamp(bench: MigrateBench, options: StampOptions): Promise<StampResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const targets = slice === undefined ? options.targets : planTargets(options.targets, [slice]);
  const graph = bench.graph();
  const database = await bench.database();
  if (options.purge === true) await confirmPurge(bench, (await database.readState()).applied.length, targets);
  else
    await confirmLoss(bench, {
      doing: `Record ${targets.join(', ')} as applied`,
      losses: [],
      declined: { asked: 'stamp' },
    });
  let result: Omit<StampResult, 'database'> | undefined;
  await changeState({ ...bench.runner, ambient: bench.ambient, database }, 'stamp', undefined, (state) => {
    const planned = stampChanges(bench, graph, state, targets, options.purge === true);
    result = planned.result;
    return planned.changes;
  });
  return { database: database.target, ...(result ?? { headsBefore: [], heads: [], added: [], removed: [] }) };
}

async function confirmPurge(bench: Pick<Workbench, 'safety'>, rows: number, targets: readonly string[]): Promise<void> {
  if (rows === 0) return;
  const number = rows === 1 ? '1 revision is' : `${rows} revisions are`;
  const losses = [`the record that ${number} applied, except for those up to ${targets.join(', ')}`];
  await confirmLoss(bench, { doing: 'Remove all records of applied revisions', losses, declined: { asked: 'stamp' } });
}

function stampChanges(
  { workspace }: Pick<Workbench, 'workspace'>,
  graph: RevisionGraph,
  state: DatabaseState,
  targets: readonly string[],
  purge: boolean,
): { readonly changes: readonly StateChange[]; readonly result: Omit<StampResult, 'database'> } {
  // What drafts did stays in the database, whatever is recorded: only a purge says that this is meant.
  if (!purge) refuseDrafts(state.applied.map(({ revision }) => revision));
  const current = compareApplied(graph, state.applied);
  const plan = planStamp(graph, purge ? [] : current.heads, targets, { purge });
  const kept = new Set(plan.added.map(({ id }) => id));
  const applied = new Map(state.applied.map((row) => [row.revision, row]));
  // A purge forgets all but what it is about to record again: those rows keep who applied them and when.
  const removed = purge
    ? state.applied
        .filter(({ revision }) => !kept.has(revision))
        .map(({ revision, slice }) => ({ id: revision, slice }))
    : plan.removed.filter(({ id }) => applied.has(id));
  const added = plan.added.filter(({ id }) => !applied.has(id));
  return {
    changes: [
      ...removed.map(({ id, slice }) => ({ kind: 'remove', revision: id, slice }) as const),
      ...added.map((revision) => ({ kind: 'add', record: recordOf(workspace, graph, revision) }) as const),
    ],
    result: {
      headsBefore: current.heads,
      heads: plan.heads,
      added: added.map(({ id }) => id),
      removed: removed.map(({ id }) => id),
    },
  };
}
