import type { LiveCatalog } from '../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import type { Slice } from '../../../revision/slice.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import { ownershipFault } from '../../../schema/entity/ownership.ts';
import { entityLabel, ofType, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { keepNames } from '../../../schema/names/keep-names.ts';
import { changedSchemas } from '../../revision/revision.ts';
import { builtState } from '../../shared/schema/built-state.ts';
import { declaredEntities } from '../../shared/schema/declared-entities.ts';
import type { AdoptExistingBench } from './adopt-database-options.ts';

export interface Baselines {
  readonly drafts: Awaited<ReturnType<typeof changedSchemas>>;
  readonly pending: readonly string[];
}

/**
 * First revisions of slices that have none: what their schemas declare and the database has, with its names and facts
 * there. Throws what `builtState` throws for what no schema can declare.
 */
export async function baselines(bench: AdoptExistingBench, live: LiveCatalog, message: string): Promise<Baselines> {
  const owned = await declaredEntities(bench);
  const fault = ownershipFault(owned);
  if (fault !== undefined) throw fault;
  const declared = new Map(owned.map(({ slice, entities }) => [slice, entities]));
  const prover = await bench.prover();
  const { entities } = await builtState(
    { ...bench, prover: async () => ({ ...prover, builtBy: async () => live.catalog }) },
    declared,
    [],
  );
  const differ = await bench.differ();
  const asBuilt: SchemaDiffer = {
    load: async (slices: readonly Slice[], others) => {
      const loaded = await differ.load(slices, others);
      return loaded.map((each) => ({ ...each, entities: withoutObjects(entities.get(each.slice) ?? []) }));
    },
    statements: (change) => differ.statements(change),
    judgeDefaults: (columns, query) => differ.judgeDefaults(columns, query),
  };
  const graph = bench.graph();
  const slices = bench.workspace.slices.filter(({ label }) => graph.headsOfSlice(label).length === 0);
  const drafts = await changedSchemas({ ...bench, differ: async () => asBuilt }, message, slices);
  const isNew = (label: string): boolean => slices.some((slice) => slice.label === label);
  const pending = [...declared].filter(([label]) => isNew(label));
  return {
    drafts,
    pending: pending.flatMap(([slice, its]) =>
      pendingOf(withoutObjects(entities.get(slice) ?? []), withoutObjects(its)),
    ),
  };
}

function withoutObjects(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const objects = new Set<SchemaEntity>(ofType(entities, 'object'));
  return entities.filter((entity) => !objects.has(entity));
}

function pendingOf(built: readonly SchemaEntity[], declared: readonly SchemaEntity[]): readonly string[] {
  const { added, removed, changed } = entityChanges(built, keepNames(built, declared));
  return [
    ...added.map((entity) => `+ ${entityLabel(entity)}`),
    ...removed.map((entity) => `- ${entityLabel(entity)}`),
    ...changed.map(({ after }) => `~ ${entityLabel(after)}`),
  ];
}
