import { type CatalogDifference, diffCatalogs } from '../../schema/difference/diff-catalogs.ts';
import { type Catalog, type CatalogEntity, catalogOf, entityKey } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import type { Ignored } from './ignore-pattern.ts';
import { owningTable } from './owning-table.ts';

export interface Drift {
  /**
   * The differences from the expected catalog to the live one. Parts of things that are entirely new or missing are not
   * listed.
   */
  readonly differences: readonly CatalogDifference[];
  /** How many differences the patterns ignored. */
  readonly ignored: number;
}

/**
 * The differences of a live catalog from what the revisions build, without those that are not a mistake: owners, the
 * order of columns, privileges on things for which the revisions grant nothing, and partitions that were added to a
 * partitioned table.
 */
export function driftBetween(expected: Catalog, live: Catalog, ignored: Ignored): Drift {
  const known = new Map(expected.entities.map((entity) => [entityKey(entity), entity]));
  const added = addedPartitions(known, live);
  const comparable = live.entities
    .filter((entity) => !added.has(TableKey.of(entity.schema, entity.relation === '' ? entity.name : entity.relation)))
    .map((entity) => withoutForeignGrants(known.get(entityKey(entity)), entity));
  const all = diffCatalogs(expected, catalogOf(comparable));
  const kept = all.filter(({ entity }) => !ignored(entity));
  return { differences: withoutParts(kept), ignored: all.length - kept.length };
}

/** Partitions of partitions count too: the one that holds them is an added one or an expected table. */
function addedPartitions(known: ReadonlyMap<string, CatalogEntity>, live: Catalog): ReadonlySet<TableKey> {
  return new Set(
    live.entities
      .filter(
        (entity) => entity.kind === 'table' && entity.facts.partitionOf !== undefined && !known.has(entityKey(entity)),
      )
      .map(({ schema, name }) => TableKey.of(schema, name)),
  );
}

function withoutForeignGrants(expected: CatalogEntity | undefined, entity: CatalogEntity): CatalogEntity {
  if (expected === undefined || expected.facts.privileges !== undefined || entity.facts.privileges === undefined) {
    return entity;
  }
  const { privileges: _, ...facts } = entity.facts;
  return { ...entity, facts };
}

const NONE: ReadonlySet<TableKey> = new Set();
const containers = ['table', 'view', 'materialized view', 'foreign table', 'composite type'];

/** A new table is one difference, not one for each column; the same for schemas and for what is gone. */
function withoutParts(differences: readonly CatalogDifference[]): readonly CatalogDifference[] {
  const whole = differences.filter(({ change }) => change !== 'changed');
  const schemas = new Set(
    whole.filter(({ entity }) => entity.kind === 'schema').map(({ change, entity }) => `${change} ${entity.name}`),
  );
  const containersThat = (what: 'added' | 'removed'): ReadonlySet<TableKey> =>
    new Set(
      whole
        .filter(({ change, entity }) => change === what && containers.includes(entity.kind))
        .map(({ entity }) => TableKey.of(entity.schema, entity.name)),
    );
  const relations = { added: containersThat('added'), removed: containersThat('removed'), changed: NONE };
  return differences.filter(({ change, entity }) => {
    if (entity.kind !== 'schema' && schemas.has(`${change} ${entity.schema}`)) return false;
    const owner = entity.relation === '' ? owningTable(entity) : TableKey.of(entity.schema, entity.relation);
    return owner === undefined || !relations[change].has(owner);
  });
}
