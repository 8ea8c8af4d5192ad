import type { PlanChange } from '../../errors/plan/plan-change.ts';
import { PlanChangedError } from '../../errors/plan/plan-file-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { resolveCurrent } from '../../graph/symbols/resolve-nodes.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import type { DatabaseIdentity } from '../../ports/database/state-reader.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { shownHalfRuns } from '../shared/shown-half-runs.ts';
import { appliedOf, type PlanFile, sectionChecksum } from './plan-file.ts';

/** Refuses another database than the one that was planned for. Throws `PlanChangedError`. */
export function checkDatabase(planned: PlanFile, found: DatabaseIdentity & { readonly display: string }): void {
  if (planned.database.identity === found.identity) return;
  const { display, name } = planned.database;
  throw new PlanChangedError({
    changes: [{ what: 'database', found: `${found.display} (${found.name})`, planned: `${display} (${name})` }],
  });
}

/**
 * The plan as it was written, if state and files have not changed. Throws a `PlanChangedError` that names every change.
 */
export function planFromFile(
  planned: PlanFile,
  graph: RevisionGraph,
  workspace: Pick<Workspace, 'checksumOf'>,
  state: DatabaseState,
  heads: () => readonly string[],
): Plan {
  const changes = [...stateChanges(planned, state), ...fileChanges(planned, graph, workspace)];
  if (changes.length > 0) throw new PlanChangedError({ changes });
  const marks = new Uint8Array(graph.size);
  for (const node of resolveCurrent(
    graph,
    planned.steps.map(({ revision }) => revision),
  ))
    marks[node] = 1;
  const plan = makePlan(graph, heads(), marks, planned.direction);
  const order = plan.steps.map(({ revision }) => revision.id);
  const before = planned.steps.map(({ revision }) => revision);
  if (order.join() !== before.join()) {
    throw new PlanChangedError({ changes: [{ what: 'order', found: order, planned: before }] });
  }
  return plan;
}

/**
 * Reads a revision, which must be as it was planned, so that what runs is what was bound. Throws `PlanChangedError`.
 */
export function readAsPlanned(planned: PlanFile, direction: Direction, file: RevisionFile): RevisionFile {
  const { id } = file.revision;
  const step = planned.steps.find(({ revision }) => revision === id);
  if (
    step === undefined ||
    (step.checksum === file.checksum && step.sectionChecksum === sectionChecksum(file, direction))
  )
    return file;
  throw new PlanChangedError({ changes: [{ what: 'file', revision: id, file: file.revision.file, change: 'edited' }] });
}

function stateChanges(planned: PlanFile, state: DatabaseState): PlanChange[] {
  const now = appliedOf(state);
  const halfRuns = JSON.stringify(shownHalfRuns(state.halfRuns)) === JSON.stringify(planned.halfRuns);
  return [
    ...Object.keys(now)
      .filter((id) => !Object.hasOwn(planned.applied, id))
      .map((id) => ({ what: 'applied', revision: id, change: 'applied' }) as const),
    ...Object.keys(planned.applied)
      .filter((id) => !Object.hasOwn(now, id))
      .map((id) => ({ what: 'applied', revision: id, change: 'not-applied' }) as const),
    ...Object.entries(planned.applied)
      .filter(([id, checksum]) => Object.hasOwn(now, id) && now[id] !== checksum)
      .map(([id]) => ({ what: 'applied', revision: id, change: 'other-checksum' }) as const),
    ...(halfRuns ? [] : [{ what: 'half-run' } as const]),
  ];
}

function fileChanges(planned: PlanFile, graph: RevisionGraph, workspace: Pick<Workspace, 'checksumOf'>): PlanChange[] {
  return planned.steps.flatMap<PlanChange>(({ revision: id, file, checksum }) => {
    const revision = graph.get(id);
    if (revision === undefined) return [{ what: 'file', revision: id, file, change: 'gone' }];
    return workspace.checksumOf(revision) === checksum
      ? []
      : [{ what: 'file', revision: id, file: revision.file, change: 'edited' }];
  });
}
