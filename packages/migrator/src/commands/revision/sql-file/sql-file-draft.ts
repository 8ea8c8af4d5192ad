import { SnapshotMissingError } from '../../../errors/files/snapshot-errors.ts';
import { ProofCatalogDiffersError } from '../../../errors/proof/proof-result-errors.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Slice } from '../../../revision/slice.ts';
import { keepDefaults } from '../../../schema/defaults/keep-defaults.ts';
import { type Change, changeOf } from '../../../schema/difference/state-change.ts';
import { targetView } from '../../../schema/difference/target-view.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { keepNames } from '../../../schema/entity/keep-names.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { declaredEntities } from '../../shared/schema/declared-entities.ts';
import { sliceState } from '../../shared/schema/slice-state.ts';
import { tolerantState } from '../../shared/schema/tolerant-state.ts';
import type { Draft } from '../draft-revision.ts';
import { freshStatements } from '../generate/fresh-build.ts';
import { type PlannedObjects, planObjects } from '../generate/plan-objects.ts';
import { proveDrafts } from '../generate/prove-drafts.ts';
import { endsOfSlice } from '../place-in-slice.ts';
import type { RevisionBench } from '../revision-bench.ts';
import type { RevisionOptions } from '../revision-options.ts';

/**
 * Proves the SQL of a file, and whether it makes what the slice's schema declares now. If so the draft gets the snapshot that says it; if not, what is
 * different is told, and the schema stays to be generated. A slice whose history has no snapshots gets none. Throws a `ProofFailedError`.
 */
export async function proveSqlFile(
  bench: RevisionBench,
  graph: RevisionGraph,
  draft: Draft,
  options: RevisionOptions,
): Promise<Draft> {
  const [prover, differ] = [await bench.prover(), await bench.differ()];
  const target = await declaredChange(bench, graph, draft.slice, options);
  if (target === undefined) {
    await proveDrafts(prover, differ, [draft]);
    return draft;
  }
  try {
    const statements = await freshStatements(differ, target.change.after, target.objects?.planner);
    const catalog = await prover.build(statements);
    await prover.prove({ drafts: [draft.given ?? draft.file], target: { catalog, view: target.view } });
    return { ...draft, entities: target.entities };
  } catch (error) {
    if (!(error instanceof ProofCatalogDiffersError) || error.facts.phase !== 'target') throw error;
    await proveDrafts(prover, differ, [draft]);
    return { ...draft, differences: error.facts.differences };
  }
}

interface DeclaredState {
  readonly entities: readonly SchemaEntity[];
  readonly change: Change;
  readonly objects: PlannedObjects | undefined;
  /** What of a catalog must be as declared. */
  readonly view: (catalog: Catalog) => Catalog;
}

/** All tables of the slice with their columns, whatever changed: SQL by hand may make a column that the schema file does not know. */
function tablesOf(change: Change): (catalog: Catalog) => Catalog {
  const whole = targetView(change);
  return (catalog) => ({
    entities: whole(catalog).entities.filter(({ kind }) => kind === 'table' || kind === 'column'),
  });
}

/** From what the slice's revisions have built to what its files declare, without a look at what may have been renamed: only its end counts. */
async function declaredChange(
  bench: RevisionBench,
  graph: RevisionGraph,
  slice: Slice,
  options: RevisionOptions,
): Promise<DeclaredState | undefined> {
  const state = knownState(bench, graph, slice, options);
  if (state === undefined) return undefined;
  const owned = await declaredEntities(bench);
  const declaredOf = (label: string): readonly SchemaEntity[] => owned.find((it) => it.slice === label)?.entities ?? [];
  const others = bench.workspace.slices
    .filter(({ label }) => label !== slice.label)
    .flatMap((other) =>
      tolerantState(bench, graph, other, endsOfSlice(graph, other, undefined), declaredOf(other.label)),
    );
  const entities = keepDefaults(state, keepNames(state, declaredOf(slice.label)));
  const change = changeOf([...state, ...others], [...entities, ...others]);
  const objects = await planObjects(bench.parser, [change.before, change.after]);
  const views = [targetView(change), tablesOf(changeOf(others, change.after)), objects?.view(change)];
  const view = (catalog: Catalog): Catalog => ({ entities: views.flatMap((it) => it?.(catalog).entities ?? []) });
  return { entities, change, objects, view };
}

function knownState(
  bench: RevisionBench,
  graph: RevisionGraph,
  slice: Slice,
  options: RevisionOptions,
): readonly SchemaEntity[] | undefined {
  try {
    return sliceState(graph, slice, endsOfSlice(graph, slice, options.heads), bench.files);
  } catch (error) {
    if (error instanceof SnapshotMissingError) return undefined;
    throw error;
  }
}
