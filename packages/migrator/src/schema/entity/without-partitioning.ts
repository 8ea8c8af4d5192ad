import type { Catalog, CatalogEntity } from './catalog.ts';
import { catalogOf } from './catalog.ts';
import { TableKey } from './table-key.ts';

function isPartition(entity: CatalogEntity): boolean {
  return entity.facts.partitionOf !== undefined;
}

/**
 * The catalog as seen by a schema that cannot express partitioning (Drizzle's): partitions are gone with all that is on
 * them, and a partitioned table looks like any table. How a table is partitioned is then the database's own affair.
 */
export function withoutPartitioning(catalog: Catalog): Catalog {
  const partitions = new Set(
    catalog.entities.filter(isPartition).map((entity) => TableKey.of(entity.schema, entity.name)),
  );
  const kept = catalog.entities.filter(
    (entity) => !isPartition(entity) && !partitions.has(TableKey.of(entity.schema, entity.relation)),
  );
  return catalogOf(
    kept.map((entity) => {
      if (entity.facts.partitionKey === undefined) return entity;
      const { partitionKey: _, ...facts } = entity.facts;
      return { ...entity, facts };
    }),
  );
}
