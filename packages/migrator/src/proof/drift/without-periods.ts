import { type Catalog, type CatalogEntity, catalogOf, entityKey } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { nameParts } from '../../sql/names/name-parts.ts';

/** A table that is partitioned by time, as `sql/` declares it. */
export interface ByTime {
  readonly table: TableKey;
  /** A hypertable where TimescaleDB is, native partitions elsewhere: neither of them is drift. */
  readonly isHypertable: boolean;
  /** Whether a partition is so old that it may have been dropped. */
  mayBeGone(bound: string): boolean;
}

/**
 * Two catalogs without what is a matter of the day or of the server: partitions that the revisions make and that are
 * older than their declaration retains, where they are gone; and how a hypertable is partitioned.
 */
export function withoutPeriods(
  expected: Catalog,
  live: Catalog,
  tables: readonly ByTime[],
): { readonly expected: Catalog; readonly live: Catalog } {
  if (tables.length === 0) return { expected, live };
  const known = new Map(tables.map((each) => [each.table, each]));
  const there = new Set(live.entities.map(entityKey));
  const isLeftOut = (entity: CatalogEntity): boolean => {
    const parent = parentOf(entity);
    const byTime = parent === undefined ? undefined : known.get(parent);
    if (byTime === undefined) return false;
    return (
      byTime.isHypertable || (!there.has(entityKey(entity)) && byTime.mayBeGone(String(entity.facts.partitionBound)))
    );
  };
  return { expected: reduced(expected, isLeftOut, known), live: reduced(live, isLeftOut, known) };
}

/** TimescaleDB keeps rows out of the table itself with it; newer versions have none. */
const INSERT_BLOCKER = 'ts_insert_blocker';

function reduced(
  catalog: Catalog,
  isLeftOut: (entity: CatalogEntity) => boolean,
  known: ReadonlyMap<TableKey, ByTime>,
): Catalog {
  const gone = new Set(catalog.entities.filter(isLeftOut).map(({ schema, name }) => TableKey.of(schema, name)));
  const isHypertable = (schema: string, name: string): boolean =>
    known.get(TableKey.of(schema, name))?.isHypertable === true;
  const kept = catalog.entities.filter(({ kind, schema, relation, name }) => {
    if (kind === 'trigger' && name === INSERT_BLOCKER && isHypertable(schema, relation)) return false;
    return !gone.has(TableKey.of(schema, relation === '' ? name : relation));
  });
  return catalogOf(
    kept.map((entity) => {
      if (entity.kind !== 'table' || !isHypertable(entity.schema, entity.name)) return entity;
      const { partitionKey: _, ...facts } = entity.facts;
      return { ...entity, facts };
    }),
  );
}

function parentOf({ kind, schema, facts }: CatalogEntity): TableKey | undefined {
  if (kind !== 'table' || typeof facts.partitionOf !== 'string') return undefined;
  const parts = nameParts(facts.partitionOf);
  return TableKey.of(parts.at(-2) ?? schema, parts.at(-1) ?? '');
}
