import { ProofCatalogDiffersError } from '../../errors/proof-errors.ts';
import { SnapshotMissingError } from '../../errors/snapshot-errors.ts';
import type { RevisionGraph } from '../../graph/revision-graph.ts';
import type { Slice } from '../../ports.ts';
import { keepNames } from '../../schema/keep-names.ts';
import type { SchemaEntity } from '../../schema/schema-entity.ts';
import { changeOf } from '../../schema/state-change.ts';
import { planObjects } from '../sql-objects/plan-objects.ts';
import { declaredEntities, tolerantState } from './compare-slices.ts';
import type { Draft } from './draft-revision.ts';
import { endsOfSlice } from './place-in-slice.ts';
import { proveDrafts } from './prove-drafts.ts';
import type { RevisionContext } from './revision-context.ts';
import type { RevisionOptions } from './revision-options.ts';
import { sliceState } from './slice-state.ts';

/**
 * Proves the SQL of a file, and whether it makes what the slice's schema declares now. If so the draft gets the snapshot that says it; if not, what is
 * different is told, and the schema stays to be generated. A slice whose history has no snapshots gets none. Throws a `ProofFailedError`.
 */
export async function proveSqlFile(
  context: RevisionContext,
  graph: RevisionGraph,
  draft: Draft,
  options: RevisionOptions,
): Promise<Draft> {
  const prover = await context.prover();
  const target = await declaredChange(context, graph, draft.slice, options);
  if (target === undefined) {
    await proveDrafts(prover, context.differ, [draft]);
    return draft;
  }
  const whole = { ...draft, ...target };
  try {
    await proveDrafts(prover, context.differ, [whole]);
    return whole;
  } catch (error) {
    if (!(error instanceof ProofCatalogDiffersError) || error.facts.phase !== 'target') throw error;
    await proveDrafts(prover, context.differ, [draft]);
    return { ...draft, differences: error.differences };
  }
}

/** From what the slice's revisions have built to what its files declare, without a look at what may have been renamed: only its end counts. */
async function declaredChange(
  context: RevisionContext,
  graph: RevisionGraph,
  slice: Slice,
  options: RevisionOptions,
): Promise<Pick<Draft, 'entities' | 'change' | 'objects'> | undefined> {
  const state = knownState(context, graph, slice, options);
  if (state === undefined) return undefined;
  const owned = await declaredEntities(context);
  const declaredOf = (label: string): readonly SchemaEntity[] => owned.find((it) => it.slice === label)?.entities ?? [];
  const others = context.workspace.slices
    .filter(({ label }) => label !== slice.label)
    .flatMap((other) =>
      tolerantState(context, graph, other, endsOfSlice(graph, other, undefined), declaredOf(other.label)),
    );
  const entities = keepNames(state, declaredOf(slice.label));
  const change = changeOf([...state, ...others], [...entities, ...others]);
  const objects = await planObjects(context.sqlParser, [change.before, change.after]);
  return { entities, change, ...(objects && { objects }) };
}

function knownState(
  context: RevisionContext,
  graph: RevisionGraph,
  slice: Slice,
  options: RevisionOptions,
): readonly SchemaEntity[] | undefined {
  try {
    return sliceState(graph, slice, endsOfSlice(graph, slice, options.heads), context.files);
  } catch (error) {
    if (error instanceof SnapshotMissingError) return undefined;
    throw error;
  }
}
