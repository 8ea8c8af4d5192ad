import { nameParts } from '../../../sql/names/name-parts.ts';
import type { Change } from '../../change/change.ts';
import { entityChanges } from '../../change/entity-changes.ts';
import { type Catalog, type CatalogEntity, catalogOf } from '../../entity/catalog.ts';
import { ofType } from '../../entity/schema-entity.ts';
import type { TableKey } from '../../entity/table-key.ts';
import { isPartitioning, type Partitioning } from '../../partitioning/partitioning.ts';
import { partitioningLabel, partitioningsOf } from '../../partitioning/partitioning-of.ts';

/**
 * Reduces a catalog to the partitioning of the tables whose declaration is new or changed: the key, and for a list or a
 * hash every partition. The partitions of a range depend on the day.
 */
export function partitioningView(change: Change): (catalog: Catalog) => Catalog {
  const objects = (of: Change['after']) => ofType(of, 'object').filter(isPartitioning);
  const { added, changed } = entityChanges(objects(change.renamed), objects(change.after));
  const declared = [...partitioningsOf([...added, ...changed.map(({ after }) => after)]).values()];
  return (catalog) => catalogOf(declared.flatMap((each) => viewOf(each, catalog) ?? []));
}

function viewOf(partitioning: Partitioning, { entities }: Catalog): CatalogEntity | undefined {
  const { table } = partitioning;
  const found = entities.find(
    ({ kind, schema, name }) => kind === 'table' && schema === table.schema && name === table.name,
  );
  // In the catalog, a hypertable is an ordinary table.
  if (found === undefined || (partitioning.by !== 'hypertable' && found.facts.partitionKey === undefined))
    return undefined;
  const { partitionKey = null } = found.facts;
  const partitions = entities
    .filter(({ kind, schema, facts }) => kind === 'table' && isOf(table, schema, facts.partitionOf))
    .map(({ name, facts }) => [name, facts.partitionBound ?? null])
    .filter(([, bound]) => partitioning.by === 'list' || partitioning.by === 'hash' || bound === 'DEFAULT');
  return {
    kind: 'partitioning of sql/',
    schema: table.schema,
    relation: '',
    name: partitioningLabel(partitioning),
    facts: { partitionKey, partitions },
  };
}

function isOf({ schema, name }: TableKey, own: string, parent: unknown): boolean {
  if (typeof parent !== 'string') return false;
  const parts = nameParts(parent);
  return parts.at(-1) === name && (parts.at(-2) ?? own) === schema;
}
