import { MigratorError } from '../../../errors/migrator-error.ts';
import { SnapshotUnsaidError } from '../../../errors/schema/snapshot-unsaid-error.ts';
import type { Prover } from '../../../ports/proof/proof.ts';
import type { Slice } from '../../../revision/slice.ts';
import { builtEntities, notBuiltAs } from '../../../schema/built/built-entities.ts';
import { changeOf } from '../../../schema/change/change.ts';
import { diffCatalogs } from '../../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { entityId, entityLabel, type SchemaEntity, tableOf } from '../../../schema/entity/schema-entity.ts';
import { freshCatalog } from '../generate/fresh-build.ts';
import { planObjects } from '../generate/plan-objects.ts';
import type { Workbench } from '../workbench.ts';
import type { SchemaBench } from './schema-bench.ts';
import { sliceState } from './slice-state.ts';
import { declarable } from './tolerant-state.ts';

export type BuiltBench = SchemaBench & Pick<Workbench, 'prover'>;

type BySlice = ReadonlyMap<string, readonly SchemaEntity[]>;

/** What the revisions build, by slice, and what no slice declares. */
export interface Built {
  /** By slice label. */
  readonly entities: BySlice;
  /** Tables, views, enums and sequences that no slice declares. */
  readonly undeclared: readonly string[];
}

/**
 * What the revisions below these heads, and they, really build on a scratch database, in the words of the schemas.
 * Judged in the end by a fresh build of those words. Throws a `SnapshotUnsaidError` for what cannot be put in words, a
 * `FreshBuildError` when what is declared cannot be built at all, and what the runner throws when a revision fails.
 *
 * @param seen what the revisions build, when that was just seen
 */
export async function builtState(
  bench: BuiltBench,
  declared: BySlice,
  heads: readonly string[],
  seen?: Catalog,
): Promise<Built> {
  const [prover, differ] = [await bench.prover(), await bench.differ()];
  const before = statesBefore(bench);
  const all = (states: BySlice): readonly SchemaEntity[] => [...states.values()].flat();
  const planned = await planObjects(bench.parser, [all(declared), all(before)]);
  const building = { prover: eachOnce(prover), differ };
  const build = (entities: readonly SchemaEntity[]): Promise<Catalog> => freshCatalog(building, entities, planned);
  const built = seen ?? (await prover.builtBy(heads));
  const now = { entities: all(declared), fresh: await build(all(declared)) };
  const known = new Set(now.entities.map(entityId));
  const isGone = all(before).some((entity) => !known.has(entityId(entity)));
  // What was recorded is only needed where the schemas no longer say it, and may be older than what can be built.
  const then = isGone ? { entities: all(before), fresh: await tolerant(() => build(all(before))) } : undefined;
  const isBuilt = (entity: SchemaEntity, fresh: Catalog): boolean => {
    const view = planned?.view(changeOf([], [entity]));
    if (entity.type !== 'object' || view === undefined) return true;
    const made = view(fresh);
    return made.entities.length > 0 && diffCatalogs(made, view(built)).length === 0;
  };
  const { entities, unsaid } = builtEntities(then === undefined ? [now] : [now, then], built, isBuilt);
  refuseUnsaid(
    unsaid.map(({ entity }) => entity),
    declared,
    before,
  );
  const wrong = notBuiltAs(entities, await build(entities), built);
  refuseUnsaid(wrong, declared, before);
  return {
    entities: bySlice(entities, [declared, before]),
    undeclared: undeclaredRelations(entities, built),
  };
}

/** The same statements make the same of an empty database: mostly those of what is declared and of what is built. */
function eachOnce(prover: Pick<Prover, 'build'>): Pick<Prover, 'build'> {
  const made = new Map<string, Promise<Catalog>>();
  return {
    async build(parts) {
      const statements: string[] = [];
      for await (const part of parts) statements.push(...part);
      const key = JSON.stringify(statements);
      const catalog = made.get(key) ?? prover.build([statements]);
      made.set(key, catalog);
      return await catalog;
    },
  };
}

function refuseUnsaid(things: readonly SchemaEntity[], ...states: readonly BySlice[]): void {
  const [first] = things;
  if (first === undefined) return;
  const owners = states
    .flatMap((state) => [...state])
    .filter(([, its]) => its.some((it) => entityId(it) === entityId(first)));
  throw new SnapshotUnsaidError({ things: things.map(entityLabel), slice: owners[0]?.[0] ?? '' });
}

/** What the usable snapshots record. */
function statesBefore(bench: BuiltBench): BySlice {
  const graph = bench.graph();
  const stateOf = (slice: Slice): readonly SchemaEntity[] => {
    try {
      return declarable(slice, sliceState(graph, slice, graph.headsOfSlice(slice.label), bench.files));
    } catch (error) {
      // A broken snapshot is what the caller is about to replace.
      if (error instanceof MigratorError) return [];
      throw error;
    }
  };
  return new Map(bench.workspace.slices.map((slice) => [slice.label, stateOf(slice)]));
}

async function tolerant(build: () => Promise<Catalog>): Promise<Catalog> {
  try {
    return await build();
  } catch (error) {
    if (error instanceof MigratorError) return { entities: [] };
    throw error;
  }
}

/** Each thing belongs to the slice that declares it, otherwise to the one that did; a part to that of its table. */
function bySlice(entities: readonly SchemaEntity[], states: readonly BySlice[]): BySlice {
  const owners = new Map<unknown, string>();
  for (const state of [...states].reverse()) {
    for (const [slice, its] of state) {
      for (const entity of its) {
        owners.set(entityId(entity), slice);
        const table = tableOf(entity);
        if (entity.type === 'table' && table !== undefined) owners.set(table, slice);
      }
    }
  }
  const result = new Map<string, SchemaEntity[]>();
  for (const entity of entities) {
    const owner = owners.get(entityId(entity)) ?? owners.get(tableOf(entity)) ?? '';
    result.set(owner, [...(result.get(owner) ?? []), entity]);
  }
  return result;
}

const RELATIONS: ReadonlySet<string> = new Set(['table', 'view', 'materialized view', 'enum', 'sequence']);

function undeclaredRelations(entities: readonly SchemaEntity[], built: Catalog): readonly string[] {
  const known = new Set(entities.map(({ schema, table, name }) => `${schema}\0${table}\0${name}`));
  return built.entities
    .filter(({ kind, facts }) => RELATIONS.has(kind) && facts.partitionOf === undefined && facts.ownedBy === undefined)
    .filter(({ schema, name }) => !known.has(`${schema}\0\0${name}`))
    .map(({ kind, schema, name }) => `${kind} ${schema === 'public' ? '' : `${schema}.`}${name}`);
}
