import { type Catalog, type CatalogEntity, catalogOf } from '../../../schema/entity/catalog.ts';
import type { CatalogValue } from '../../../schema/facts/catalog-value.ts';
import type { CatalogQuery } from './catalog-query.ts';
import type { EntityWords, KnownEntities } from './known-entities.ts';
import { type PinnedRead, withPinnedSettings } from './pinned-settings.ts';
import { COLUMNS } from './sql/columns.ts';
import { GLOBALS } from './sql/globals.ts';
import { RELATIONS } from './sql/relations.ts';
import { ROUTINES } from './sql/routines.ts';
import { SCOPE } from './sql/scope.ts';
import { SEQUENCES } from './sql/sequences.ts';
import { TABLE_PARTS } from './sql/table-parts.ts';
import { TYPES } from './sql/types.ts';

export interface ReadCatalogOptions {
  /** Read these schemas only, and nothing that lives outside schemas. All schemas by default. */
  readonly schemas?: readonly string[];
  /** Leave these schemas out; by default Braid's own, `braid`. */
  readonly exclude?: readonly string[];
}

/**
 * A union has the types of what comes first. As `name`, which `pg_class.relname` is, it would cut every name off after
 * 63 bytes, and those of functions have their arguments in them.
 */
const AS_TEXTS = `select ''::text, ''::text, ''::text, ''::text, '{}'::jsonb where false`;

const IN_SCHEMAS = [RELATIONS, COLUMNS, TABLE_PARTS, SEQUENCES, TYPES, ROUTINES];

/**
 * One statement, so that everything is read from one snapshot (as far as PostgreSQL's own printing functions use it).
 */
function catalogSql(parts: readonly string[]): string {
  return `with ${SCOPE},
entity(kind, schema, relation, name, facts) as (${[AS_TEXTS, ...parts].join('\nunion all\n')})
select kind, schema, relation, name, jsonb_strip_nulls(facts)::text as facts from entity`;
}

function isValue(value: unknown): value is CatalogValue {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  return typeof value === 'object' && Object.values(value).every(isValue);
}

function isFacts(value: unknown): value is CatalogEntity['facts'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isValue(value);
}

function toEntity(row: EntityWords): CatalogEntity {
  const facts: unknown = JSON.parse(String(row.facts));
  if (!isFacts(facts)) throw new TypeError(`facts of ${String(row.kind)} ${String(row.name)} are no object`);
  return {
    kind: String(row.kind),
    schema: String(row.schema),
    relation: String(row.relation),
    name: String(row.name),
    facts,
  };
}

/**
 * Reads the schema of a database as PostgreSQL (14 to 18) describes it: everything in schemas but the system's, the
 * excluded ones and what belongs to extensions; extensions themselves, event triggers, publications and servers. Inside
 * a transaction it sees what the transaction did. Rows and the positions of sequences are data and not read; roles,
 * tablespaces and subscriptions belong to the server.
 */
export async function readCatalog(query: CatalogQuery, options: ReadCatalogOptions = {}): Promise<Catalog> {
  const { sql, parameters } = catalogRead(options);
  return catalogOfRows(await withPinnedSettings(query, () => query(sql, parameters)));
}

/** The statement of {@link readCatalog}, to be run with the pinned settings. */
export function catalogRead(options: ReadCatalogOptions): PinnedRead {
  const parts = options.schemas === undefined ? [...IN_SCHEMAS, GLOBALS] : IN_SCHEMAS;
  const parameters = [JSON.stringify(options.schemas ?? null), JSON.stringify(options.exclude ?? ['braid'])];
  return { sql: catalogSql(parts), parameters };
}

/**
 * What its rows say.
 *
 * @param known things of earlier catalogs, which this one then shares
 */
export function catalogOfRows(rows: readonly EntityWords[], known?: KnownEntities): Catalog {
  return catalogOf(known === undefined ? rows.map(toEntity) : rows.map((row) => known.entity(row, toEntity)));
}
