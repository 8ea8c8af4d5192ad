import { type PlanChange, PlanChangedError } from '../../errors/run/plan-file-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { resolveCurrent } from '../../graph/symbols/resolve-nodes.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import type { DatabaseIdentity } from '../../ports/database/state-reader.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { appliedOf, type PlanFile, sectionChecksum } from './plan-file.ts';

/** Refuses another database than the one that was planned for. Throws `PlanChangedError`. */
export function checkDatabase(planned: PlanFile, found: DatabaseIdentity & { readonly display: string }): void {
  if (planned.database.identity === found.identity) return;
  const detail = `the database is ${found.display} (${found.name}); the plan was made for ${planned.database.display} (${planned.database.name})`;
  throw new PlanChangedError(
    [{ what: 'database', detail }],
    'Nothing was run. Name the database of the plan, or plan for this one.',
  );
}

/** The plan as it was written, when state and files are still what they were. Throws a `PlanChangedError` that names everything that is not. */
export function planFromFile(
  planned: PlanFile,
  graph: RevisionGraph,
  workspace: Pick<Workspace, 'checksumOf'>,
  state: DatabaseState,
  heads: () => readonly string[],
): Plan {
  const changes = [...stateChanges(planned, state), ...fileChanges(planned, graph, workspace)];
  if (changes.length > 0) throw new PlanChangedError(changes);
  const marks = new Uint8Array(graph.size);
  for (const node of resolveCurrent(
    graph,
    planned.steps.map(({ revision }) => revision),
  ))
    marks[node] = 1;
  const plan = makePlan(graph, heads(), marks, planned.direction);
  const order = plan.steps.map(({ revision }) => revision.id).join(', ');
  const before = planned.steps.map(({ revision }) => revision).join(', ');
  if (order !== before) {
    throw new PlanChangedError([{ what: 'order', detail: `the order would be ${order}; planned was ${before}` }]);
  }
  return plan;
}

/** Reads a revision only as it was planned: what is run is what was bound. Throws `PlanChangedError`. */
export function readAsPlanned(planned: PlanFile, direction: Direction, file: RevisionFile): RevisionFile {
  const { id } = file.revision;
  const step = planned.steps.find(({ revision }) => revision === id);
  if (
    step === undefined ||
    (step.checksum === file.checksum && step.sectionChecksum === sectionChecksum(file, direction))
  )
    return file;
  throw new PlanChangedError([fileChange(id, file.revision.file, 'was edited')]);
}

function stateChanges(planned: PlanFile, state: DatabaseState): PlanChange[] {
  const now = appliedOf(state);
  const change = (revision: string, detail: string): PlanChange => ({ what: 'applied', revision, detail });
  const halfRuns = JSON.stringify(state.halfRuns) === JSON.stringify(planned.halfRuns);
  return [
    ...Object.keys(now)
      .filter((id) => !Object.hasOwn(planned.applied, id))
      .map((id) => change(id, `${id} was applied since`)),
    ...Object.keys(planned.applied)
      .filter((id) => !Object.hasOwn(now, id))
      .map((id) => change(id, `${id} is not applied any more`)),
    ...Object.entries(planned.applied)
      .filter(([id, checksum]) => Object.hasOwn(now, id) && now[id] !== checksum)
      .map(([id]) => change(id, `${id} is recorded with another checksum`)),
    ...(halfRuns ? [] : [{ what: 'half-run', detail: 'another revision is half-way, or has come further' } as const]),
  ];
}

function fileChanges(planned: PlanFile, graph: RevisionGraph, workspace: Pick<Workspace, 'checksumOf'>): PlanChange[] {
  return planned.steps.flatMap(({ revision: id, file, checksum }) => {
    const revision = graph.get(id);
    if (revision === undefined) return [fileChange(id, file, 'is gone')];
    return workspace.checksumOf(revision) === checksum ? [] : [fileChange(id, revision.file, 'was edited')];
  });
}

function fileChange(revision: string, file: string, how: string): PlanChange {
  return { what: 'file', revision, file, detail: `${file} (${revision}) ${how}` };
}
