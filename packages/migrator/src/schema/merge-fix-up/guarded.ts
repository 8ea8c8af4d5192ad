import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';

/**
 * Statements that only run if a condition on the catalog holds, so that they change nothing in a database that is
 * already right.
 */
export interface Guarded {
  /**
   * The rank of a thing to recreate: it is dropped early and created late, dependents first and last; see {@link
   * RANKS}.
   */
  readonly phase: 'drop' | 'change' | 'create';
  readonly rank: number;
  /** An SQL condition; names in it are qualified, since the search path is empty. */
  readonly when: string;
  readonly statements: readonly string[];
}

/** The order in which kinds are created; they are dropped in reverse. */
export const RANKS = [
  'function',
  'procedure',
  'sequence',
  'enum',
  'table',
  'column',
  'key',
  'check',
  'foreign key',
  'index',
  'view',
  'materialized view',
  'trigger',
  'rule',
  'policy',
  'comment',
  'grant',
] as const;

export function rank(kind: (typeof RANKS)[number]): number {
  return RANKS.indexOf(kind);
}

/** The statement in the file: a block of PL/pgSQL, with a tag that its text does not have. */
export function printGuarded({ when, statements }: Guarded): string {
  const body = statements.map((sql) => `    ${sql};`).join('\n');
  let tag = '$fix$';
  for (let n = 1; body.includes(tag); n += 1) tag = `$fix${n}$`;
  return `do ${tag}\nbegin\n  if ${when} then\n${body}\n  end if;\nend\n${tag}`;
}

/** `"schema"."name"`, or one name alone. */
export function path(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map(quoteIdentifier)
    .join('.');
}

/** The OID of a relation, NULL if it does not exist. */
export function relation(schema: string, name: string): string {
  return `to_regclass(${quoteLiteral(path(schema, name))})`;
}

/** A fact as text in SQL; NULL if it is absent. */
export function textOrNull(value: CatalogValue | undefined): string {
  return value === undefined || value === null ? 'null' : quoteLiteral(String(value));
}
