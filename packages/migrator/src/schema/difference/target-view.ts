import { cutName } from '../../sql/names/cut-name.ts';
import type { Change } from '../change/change.ts';
import { entityChanges } from '../change/entity-changes.ts';
import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import { entityId, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { withoutPartitioning } from '../entity/without-partitioning.ts';
import { dependents } from '../mend/dependents.ts';

/** Parts of a table that people create outside Drizzle; a change neither drops nor judges what is in no snapshot. */
const NAMED_PARTS: ReadonlySet<string> = new Set(['constraint', 'index', 'policy']);
const PARTS: ReadonlySet<string> = new Set(['column', ...NAMED_PARTS]);
const WHOLE: ReadonlySet<string> = new Set(['table', 'view', 'materialized view', 'enum', 'sequence', 'schema']);
/** What Drizzle cannot express. */
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
 * Reduces a catalog to what a change touches, as far as Drizzle can express it: its tables, views, enums and sequences,
 * and those that it removes. Two databases that agree in that got the same result from the change, whatever else they
 * contain.
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

/** The relation or other thing in a schema to which an entity belongs, under PostgreSQL's truncated name. */
function placeOf(entity: SchemaEntity): TableKey {
  const { schema, name } = tableOf(entity) ?? entity;
  return TableKey.of(cutName(schema), cutName(name));
}

/**
 * What only refers to a renamed thing (a foreign key of another slice) follows by itself. Its table may be missing
 * where the revision is proven, because only the revisions below it run there.
 */
function isRenamed(entity: SchemaEntity, other: SchemaEntity | undefined): boolean {
  return other !== undefined && entityId(entity) !== entityId(other);
}

function withoutSilentFacts(entity: CatalogEntity): CatalogEntity {
  const facts = Object.entries(entity.facts).filter(([fact]) => !SILENT_FACTS.includes(fact));
  return { ...entity, facts: Object.fromEntries(facts) };
}
