import { createHash } from 'node:crypto';
import { placeOf } from '../../errors/files/revision-place.ts';
import {
  BatchesOfflineError,
  type DataRevisionsOffline,
  DataRevisionsOfflineError,
  OfflineTooLargeError,
} from '../../errors/plan/offline-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Plan } from '../../plan/plan.ts';
import type { OfflineScript, ScriptRevision, ScriptStart } from '../../ports/database/offline-script.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { Revision } from '../../revision/revision.ts';
import { type PreparedStep, prepareStep } from '../prepared-step.ts';
import type { RunnerOptions } from '../runner-options.ts';

/** Characters of rows that a script holds: it is one text, and its header has its checksum. */
const MOST_ROWS = 64 * 2 ** 20;

export interface ScriptRequest {
  readonly plan: Plan;
  readonly graph: RevisionGraph;
  readonly workspace: Pick<Workspace, 'checksumOf' | 'readRevision'>;
  readonly options: RunnerOptions;
  /** `upgrade base:heads`. */
  readonly runs: string;
  /** Kept in the log with the run. */
  readonly tag?: string | undefined;
  /** Record data revisions without their code, and batches without running them, instead of refusing them. */
  readonly skipData: boolean;
}

/**
 * Turns a plan into a script. Everything that a run would refuse before its first statement is refused here. Throws
 * `RevisionIrreversibleError`,
 * `DataRevisionsOfflineError`, `BatchesOfflineError`, `OfflineTooLargeError`, and what reading a broken file throws.
 */
export function buildScript(request: ScriptRequest): OfflineScript {
  const { plan, graph, runs, tag, workspace } = request;
  const prepared = plan.steps.map((step) =>
    prepareStep(step, {
      readRevision: (revision) => workspace.readRevision(revision),
      dependenciesOf: (revision) => graph.dependencies(revision),
      // A script tries once: it gets the time of a run's longest try.
      options: { ...request.options, lockTimeoutMs: request.options.maxLockTimeoutMs },
    }),
  );
  if (!request.skipData) {
    refuseData(request, prepared);
    refuseBatches(request, prepared);
  }
  refuseLarge(request, prepared);
  const start = startOf(request);
  const steps = prepared.map((step, index) => revisionOf(step, index, prepared.length, start.length));
  return { id: nameOf(runs, start, steps), runs, tag, start, steps };
}

function revisionOf(step: PreparedStep, index: number, of: number, applied: number): ScriptRevision {
  const { revision, direction, record, statements, limits, aloneLimits, manner } = step;
  const up = direction === 'upgrade';
  return {
    kind:
      revision.kind === 'ts' || manner === 'batched' ? 'record' : manner === 'half-run' ? 'half-run' : 'transaction',
    title: `${index + 1}/${of} ${up ? '↑' : '↓'} ${revision.id}  ${revision.slice}  ${revision.message} (${revision.file})`,
    appliedBefore: up ? applied + index : applied - index,
    record,
    statements,
    limits,
    aloneLimits,
  };
}

/**
 * What is applied at the start. An upgrade builds on every text that was applied, a downgrade needs those that it takes
 * back.
 */
function startOf({ plan, graph, workspace }: ScriptRequest): readonly ScriptStart[] {
  const running = new Set(plan.steps.map(({ revision }) => revision.id));
  return graph
    .ancestors(plan.headsBefore, { dependencies: true })
    .map((revision) =>
      plan.direction === 'upgrade' || running.has(revision)
        ? { revision, checksum: workspace.checksumOf(graph.require(revision)) }
        : { revision },
    );
}

function refuseData(request: ScriptRequest, prepared: readonly PreparedStep[]): void {
  const data = prepared.filter(({ revision }) => revision.kind === 'ts').map(({ revision }) => revision);
  const facts = inParts(request, data);
  if (facts !== undefined) throw new DataRevisionsOfflineError(facts);
}

function refuseBatches(request: ScriptRequest, prepared: readonly PreparedStep[]): void {
  const batched = prepared.filter(({ manner }) => manner === 'batched').map(({ revision }) => revision);
  const facts = inParts(request, batched);
  if (facts !== undefined) throw new BatchesOfflineError(facts);
}

function refuseLarge(request: ScriptRequest, prepared: readonly PreparedStep[]): void {
  const sized = prepared.map(({ revision, statements }) => ({
    revision,
    characters: statements.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0),
  }));
  const characters = sized.reduce((sum, each) => sum + each.characters, 0);
  if (characters <= MOST_ROWS) return;
  const largest = sized.reduce((most, each) => (each.characters > most.characters ? each : most));
  const facts = inParts(request, [largest.revision]);
  if (facts !== undefined) throw new OfflineTooLargeError({ ...facts, characters, limit: MOST_ROWS });
}

/** How to split a script around the first of these revisions. */
function inParts({ plan, graph }: ScriptRequest, data: readonly Revision[]): DataRevisionsOffline | undefined {
  const [first] = data;
  if (first === undefined) return undefined;
  const below = [...graph.parents(first.id), ...graph.dependencies(first.id)].join(' ') || 'base';
  const from = plan.headsBefore.join(',') || 'base';
  const parent = graph.parents(first.id)[0] ?? `${first.slice}@base`;
  return {
    direction: plan.direction,
    revisions: data.map(placeOf),
    from,
    ...(plan.direction === 'upgrade' ? { until: below, through: first.id } : { until: first.id, through: parent }),
  };
}

/** The same script always has the same name. */
function nameOf(runs: string, start: readonly ScriptStart[], steps: readonly ScriptRevision[]): string {
  const content = [runs, start, steps.map(({ record, kind }) => [record, kind])];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
