import type { CatalogValue } from '../facts/catalog-value.ts';

/**
 * One thing in a database: a table, a column, a constraint … Four words identify it; `facts` says all else that
 * PostgreSQL knows about it, as PostgreSQL itself prints it. A fact that has its default (no comment, valid, not
 * unlogged) is absent. Never holds an OID.
 */
export interface CatalogEntity {
  /** `table`, `column`, `constraint`, `index`, `view`, `enum` … in PostgreSQL's words, lower case. */
  readonly kind: string;
  /** Empty for what lives outside schemas (extensions, event triggers, publications). */
  readonly schema: string;
  /** The table, view or type that it is part of; empty when it stands by itself. */
  readonly relation: string;
  /** Functions carry their argument types: `pay(integer, text)`. */
  readonly name: string;
  readonly facts: Readonly<Record<string, CatalogValue>>;
}

/**
 * The schema of a database as it is, sorted by schema, relation, kind and name (by code unit, whatever the server's
 * collation).
 */
export interface Catalog {
  readonly entities: readonly CatalogEntity[];
}

/**
 * A key that is the same for the same thing in two catalogs, and never for two things (names may hold any character but
 * NUL).
 */
export function entityKey(entity: CatalogEntity): string {
  return [entity.schema, entity.relation, entity.kind, entity.name].join('\0');
}

/** The name that people read: `column public.orders.id`, `table public.orders`, `extension pg_trgm`. */
export function entityLabel(entity: Pick<CatalogEntity, 'kind' | 'schema' | 'relation' | 'name'>): string {
  const path = entity.kind === 'schema' ? [entity.name] : [entity.schema, entity.relation, entity.name];
  return `${entity.kind} ${path.filter((part) => part !== '').join('.')}`;
}

/** Makes a catalog of entities in any order. */
export function catalogOf(entities: Iterable<CatalogEntity>): Catalog {
  const keyed = [...entities].map((entity) => ({ key: entityKey(entity), entity }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { entities: keyed.map(({ entity }) => entity) };
}
