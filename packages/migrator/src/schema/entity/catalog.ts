import type { CatalogValue } from '../facts/catalog-value.ts';

/**
 * One thing in a database: a table, a column, a constraint … Four words identify it; `facts` has everything else that
 * PostgreSQL knows about it, as PostgreSQL prints it. A fact with its default (no comment, valid, not unlogged) is
 * absent. It never contains an OID.
 */
export interface CatalogEntity {
  /** `table`, `column`, `constraint`, `index`, `view`, `enum` … in PostgreSQL's words, lower case. */
  readonly kind: string;
  /** Empty for what lives outside schemas (extensions, event triggers, publications). */
  readonly schema: string;
  /** The table, view or type that it is part of; empty if there is none. */
  readonly relation: string;
  /** Functions include their argument types: `pay(integer, text)`. */
  readonly name: string;
  readonly facts: Readonly<Record<string, CatalogValue>>;
}

/**
 * The actual schema of a database, sorted by schema, relation, kind and name (by code unit, whatever the server's
 * collation).
 */
export interface Catalog {
  readonly entities: readonly CatalogEntity[];
}

/**
 * A key that is equal for the same thing in two catalogs, and different for two things (names may contain any character
 * except NUL).
 */
export function entityKey(entity: CatalogEntity): string {
  return [entity.schema, entity.relation, entity.kind, entity.name].join('\0');
}

/** The name that people read: `column public.orders.id`, `table public.orders`, `extension pg_trgm`. */
export function entityLabel(entity: Pick<CatalogEntity, 'kind' | 'schema' | 'relation' | 'name'>): string {
  const path = entity.kind === 'schema' ? [entity.name] : [entity.schema, entity.relation, entity.name];
  return `${entity.kind} ${path.filter((part) => part !== '').join('.')}`;
}

/** Creates a catalog from entities in any order. */
export function catalogOf(entities: Iterable<CatalogEntity>): Catalog {
  const keyed = [...entities].map((entity) => ({ key: entityKey(entity), entity }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { entities: keyed.map(({ entity }) => entity) };
}
