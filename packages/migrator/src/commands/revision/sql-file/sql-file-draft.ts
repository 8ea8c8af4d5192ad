import { SnapshotMissingError } from '../../../errors/files/snapshot-errors.ts';
import { ProofCatalogDiffersError } from '../../../errors/proof/proof-result-errors.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { type Change, changeOf } from '../../../schema/change/change.ts';
import { keepDefaults } from '../../../schema/defaults/keep-defaults.ts';
import { targetView } from '../../../schema/difference/target-view.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { keepNames } from '../../../schema/names/keep-names.ts';
import { freshCatalog } from '../../shared/generate/fresh-build.ts';
import { type PlannedObjects, planObjects } from '../../shared/generate/plan-objects.ts';
import { endsOfSlice } from '../../shared/heads/place-in-slice.ts';
import { declaredEntities } from '../../shared/schema/declared-entities.ts';
import { sliceState } from '../../shared/schema/slice-state.ts';
import { tolerantState } from '../../shared/schema/tolerant-state.ts';
import { type Draft, UNKNOWN } from '../draft.ts';
import { newHeader } from '../new-header.ts';
import type { RevisionBench } from '../revision-bench.ts';
import type { SqlFile } from '../revision-request.ts';
import { readSqlFile } from './read-sql-file.ts';
import { refuseForeignSql } from './refuse-foreign-sql.ts';

/**
 * The SQL of a file as a revision, proven unless the request says why not. Throws an `OwnershipBrokenError` or a
 * `ProofFailedError` that names lines of the file.
 */
export async function sqlFileDraft(bench: RevisionBench, request: SqlFile): Promise<Draft> {
  const { slice, path, alters } = request;
  const graph = bench.graph();
  const revision = newHeader(bench, graph, request, { slice, kind: 'sql', alters });
  const sql = readSqlFile(bench, revision, path);
  const file = parseRevisionFile(sql.revisionText, { slice: slice.label, file: revision.file });
  // As it was given: what is wrong is reported with places that people can open.
  const given = sql.asFile(file);
  buildGraph([...graph.revisions, revision]);
  await refuseForeignSql(bench, given);
  const draft = { ...UNKNOWN, slice, file };
  return request.unproven === undefined ? { ...draft, ...(await prove(bench, request, given)) } : draft;
}

/**
 * Proves the SQL of a file, and whether it makes what the slice's schema declares now. If so the draft gets the
 * snapshot that says it; if not, what is different is reported, and the schema stays to be generated. A slice whose
 * history has no snapshots gets none.
 */
async function prove(
  bench: RevisionBench,
  request: SqlFile,
  given: RevisionFile,
): Promise<Partial<Pick<Draft, 'entities' | 'differences'>>> {
  const [prover, differ] = [await bench.prover(), await bench.differ()];
  const drafts = [given];
  const target = await declaredChange(bench, request);
  if (target === undefined) {
    await prover.prove({ drafts });
    return {};
  }
  try {
    const catalog = await freshCatalog({ prover, differ }, target.change.after, target.objects);
    await prover.prove({ drafts, target: { catalog, view: target.view } });
    return { entities: target.entities };
  } catch (error) {
    if (!(error instanceof ProofCatalogDiffersError) || error.facts.phase !== 'target') throw error;
    await prover.prove({ drafts });
    return { differences: error.facts.differences };
  }
}

interface DeclaredState {
  readonly entities: readonly SchemaEntity[];
  readonly change: Change;
  readonly objects: PlannedObjects | undefined;
  /** What of a catalog must be as declared. */
  readonly view: (catalog: Catalog) => Catalog;
}

/**
 * All tables of the slice with their columns, whatever changed: SQL by hand may make a column that the schema file does
 * not know.
 */
function tablesOf(change: Change): (catalog: Catalog) => Catalog {
  const whole = targetView(change);
  return (catalog) => ({
    entities: whole(catalog).entities.filter(({ kind }) => kind === 'table' || kind === 'column'),
  });
}

/**
 * From what the slice's revisions have built to what its files declare, without a look at what may have been renamed:
 * only its end counts.
 */
async function declaredChange(bench: RevisionBench, request: SqlFile): Promise<DeclaredState | undefined> {
  const state = knownState(bench, request);
  if (state === undefined) return undefined;
  const { slice } = request;
  const graph = bench.graph();
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
  { graph: load, files }: RevisionBench,
  { slice, place }: SqlFile,
): readonly SchemaEntity[] | undefined {
  const graph = load();
  try {
    return sliceState(graph, slice, endsOfSlice(graph, slice, place.heads), files);
  } catch (error) {
    if (error instanceof SnapshotMissingError) return undefined;
    throw error;
  }
}
