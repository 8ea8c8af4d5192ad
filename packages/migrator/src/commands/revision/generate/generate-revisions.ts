import { CrossSliceCycleError, PendingSliceError } from '../../../errors/schema/generate-errors.ts';
import { UsageError } from '../../../errors/workspace/usage-errors.ts';
import { buildGraph } from '../../../graph/structure/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Slice } from '../../../revision/slice.ts';
import { entityChanges } from '../../../schema/difference/entity-changes.ts';
import { neededSlices } from '../../../schema/difference/needed-slices.ts';
import { orderSlices } from '../../../schema/difference/order-slices.ts';
import { type Change, changeOf } from '../../../schema/difference/state-change.ts';
import { References } from '../../../schema/entity/references.ts';
import { entityId, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { replayRenames } from '../../../schema/rename/replay-renames.ts';
import { newRevision } from '../../shared/new-revision.ts';
import { brokenByDraft } from '../../shared/ownership/broken-ownership.ts';
import { type Comparison, compareSlices, type SliceChange } from '../../shared/schema/compare-slices.ts';
import { type Draft, draftOf, recordedRenames } from '../draft-revision.ts';
import { endsOfSlice, placeIn } from '../place-in-slice.ts';
import type { RevisionBench } from '../revision-bench.ts';
import type { RevisionOptions } from '../revision-options.ts';
import { type GeneratedStep, generateSteps } from './generate-steps.ts';
import { type PlannedObjects, planObjects } from './plan-objects.ts';
import { withAlters } from './with-alters.ts';

/** Compares schemas with snapshots and drafts the revisions that close the gap, one or more for each slice that changed. */
export async function generateRevisions(
  bench: RevisionBench,
  slices: readonly Slice[],
  options: RevisionOptions,
): Promise<readonly Draft[]> {
  const start = bench.graph();
  const ends = (slice: Slice): readonly string[] =>
    endsOfSlice(start, slice, slices.includes(slice) ? options.heads : undefined);
  const comparison = await compareSlices(bench, start, slices, ends, options);
  const { ordered, needs } = inOrder(comparison.changes);
  if (options.slice !== undefined) refusePending(comparison, ordered);
  if (ordered.length > 1 && (options.heads !== undefined || options.revisionId !== undefined)) {
    const labels = ordered.map(({ slice }) => slice.label).join(', ');
    throw new UsageError(
      `Several slices have changed: ${labels}.`,
      'Say which one is meant with --slice, or leave --head and --rev-id out.',
    );
  }
  const planned = await planObjects(bench.parser, [...comparison.states.values(), ...comparison.declared.values()]);
  const states = new Map(comparison.states);
  const drafts: Draft[] = [];
  let graph = start;
  for (const change of ordered) {
    const others = [...states].filter(([label]) => label !== change.slice.label);
    const others_ = others.flatMap(([, entities]) => entities);
    const renamed = replayRenames(others_, change.renames);
    const steps = await generateSteps(
      await bench.differ(),
      [...change.before, ...others_],
      [...change.after, ...renamed],
      change.renames,
      planned?.planner,
    );
    if (steps.length > 1 && options.revisionId !== undefined) {
      throw new UsageError('The change takes several revisions.', 'Leave --rev-id out.');
    }
    for (const [index, step] of steps.entries()) {
      const before = index === 0 ? [...change.before, ...others_] : (steps[index - 1]?.after ?? []);
      const whole = changeOf(before, step.after, step.renames);
      const touched = neededSlices(whole, change.slice.label, states, planned?.planner.displaced(whole));
      const needed = new Set([...touched, ...(needs.get(change.slice.label) ?? [])]);
      const draft = draftStep(bench, graph, change.slice, step, needed, whole, others_, planned, options);
      drafts.push({ ...draft, file: await declared(bench, graph, drafts, draft, touched.size > 0) });
      graph = buildGraph([...graph.revisions, draft.file.revision]);
    }
    for (const [label, entities] of others) states.set(label, replayRenames(entities, change.renames));
    states.set(change.slice.label, change.after);
  }
  return drafts;
}

/** A revision that touches something of another slice says so in its header. */
async function declared(
  bench: RevisionBench,
  graph: RevisionGraph,
  earlier: readonly Draft[],
  { file }: Draft,
  touchesOthers: boolean,
): Promise<RevisionFile> {
  if (!touchesOthers) return file;
  const files = earlier.map((draft) => draft.file);
  return withAlters(file, await brokenByDraft(bench, graph, files, file));
}

function draftStep(
  bench: RevisionBench,
  graph: RevisionGraph,
  slice: Slice,
  step: GeneratedStep,
  needed: ReadonlySet<string>,
  change: Change,
  others: readonly SchemaEntity[],
  objects: PlannedObjects | undefined,
  options: RevisionOptions,
): Draft {
  const isFirst = !graph.revisions.some((revision) => revision.slice === slice.label);
  const placement = placeIn(graph, bench.workspace, slice, options, needed);
  const foreign = new Set(replayRenames(others, step.renames).map(entityId));
  const revision = newRevision(bench, {
    placement,
    slice,
    kind: 'sql',
    message: step.suffix === '' ? options.message : `${options.message} (${step.suffix})`,
    labels: [
      ...(isFirst && graph.labelled(slice.label) === undefined ? [slice.label] : []),
      ...(options.branchLabels ?? []),
    ],
    id: options.revisionId,
    renames: recordedRenames(step),
    unproven: options.unproven,
  });
  return draftOf(
    revision,
    slice,
    step,
    step.after.filter((entity) => !foreign.has(entityId(entity))),
    change,
    objects,
  );
}

function inOrder(changes: readonly SliceChange[]): {
  readonly ordered: readonly SliceChange[];
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const { slices, needs, cycle } = orderSlices(
    changes.map(({ slice, before, after, renames, follows }) => ({
      slice: slice.label,
      follows,
      before: replayRenames(before, renames),
      after,
    })),
  );
  if (cycle !== undefined) throw new CrossSliceCycleError(cycle);
  return { ordered: slices.flatMap((label) => changes.filter(({ slice }) => slice.label === label)), needs };
}

/** One slice alone must not build on what another one declares but has not built. */
function refusePending({ states, declared }: Comparison, changes: readonly SliceChange[]): void {
  const fresh = new References(
    [...declared].map(([label, entities]) => [label, entityChanges(states.get(label) ?? [], entities).added] as const),
  );
  for (const { slice, before, after } of changes) {
    const { added, changed } = entityChanges(before, after);
    const pending = new Set([...added, ...changed.map((pair) => pair.after)].flatMap((it) => [...fresh.ownersOf(it)]));
    pending.delete(slice.label);
    if (pending.size > 0) throw new PendingSliceError(slice.label, [...pending].sort());
  }
}
