import { cutName } from '../../sql/names/cut-name.ts';
import type { Change } from '../change/change.ts';
import { entityChanges } from '../change/entity-changes.ts';
import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import { entityId, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { withoutPartitioning } from '../entity/without-partitioning.ts';
import { dependents } from '../mend/dependents.ts';

/** Parts of a table that people make beside Drizzle; a change neither drops nor judges what no snapshot knows. */
const NAMED_PARTS: ReadonlySet<string> = new Set(['constraint', 'index', 'policy']);
const PARTS: ReadonlySet<string> = new Set(['column', ...NAMED_PARTS]);
const WHOLE: ReadonlySet<string> = new Set(['table', 'view', 'materialized view', 'enum', 'sequence', 'schema']);
/** What Drizzle cannot say. */
const SILENT_FACTS = [
  'comment',
  'privileges',
  'options',
  'toastOptions',
  'statistics',
  'storage',
  'replicaIdentity',
  'owner',
];

/**
 * Reduces a catalog to what a change is about, as far as Drizzle can say it: the tables, views, enums and sequences
 * that it touches, or that are gone after it. Two databases that agree in that have the same result of the change,
 * whatever else is in them.
 */
export function targetView(change: Change): (catalog: Catalog) => Catalog {
  const { added, removed, changed } = entityChanges(change.renamed, change.after);
  const aside = dependents(change);
  const touched = [
    ...[...added, ...removed, ...changed.map(({ after }) => after)],
    ...change.renamed.filter((_, index) => aside.before.has(index)),
    ...change.before.filter((entity, index) => isRenamed(entity, change.renamed[index])),
    ...change.renamed.filter((entity, index) => isRenamed(entity, change.before[index])),
  ];
  const objects = new Set(touched.map(placeOf));
  const known = new Set([...change.before, ...change.renamed, ...change.after].map(({ name }) => cutName(name)));
  const isTold = (entity: CatalogEntity): boolean => {
    if (WHOLE.has(entity.kind)) return objects.has(TableKey.of(entity.schema, entity.name));
    if (!PARTS.has(entity.kind) || !objects.has(TableKey.of(entity.schema, entity.relation))) return false;
    return !NAMED_PARTS.has(entity.kind) || known.has(entity.name);
  };
  return (catalog) => ({ entities: withoutPartitioning(catalog).entities.filter(isTold).map(withoutSilentFacts) });
}

/** The table or the other thing of a schema that an entity is or is part of, under the name that PostgreSQL keeps. */
function placeOf(entity: SchemaEntity): TableKey {
  const { schema, name } = tableOf(entity) ?? entity;
  return TableKey.of(cutName(schema), cutName(name));
}

/**
 * What only refers to a renamed thing (a foreign key of another slice) follows by itself. Its table need not be there
 * where the revision is proven: that is what is below it.
 */
function isRenamed(entity: SchemaEntity, other: SchemaEntity | undefined): boolean {
  return other !== undefined && entityId(entity) !== entityId(other);
}

function withoutSilentFacts(entity: CatalogEntity): CatalogEntity {
  const facts = Object.entries(entity.facts).filter(([fact]) => !SILENT_FACTS.includes(fact));
  return { ...entity, facts: Object.fromEntries(facts) };
}
