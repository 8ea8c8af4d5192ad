import type { Catalog, CatalogEntity } from './catalog.ts';
import { catalogOf } from './catalog.ts';
import { TableKey } from './table-key.ts';

function isPartition(entity: CatalogEntity): boolean {
  return entity.facts.partitionOf !== undefined;
}

/**
 * The catalog as a schema sees it that cannot express partitioning (Drizzle's): without partitions and everything on
 * them, and with partitioned tables as ordinary tables.
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
