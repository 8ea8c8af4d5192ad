import type { FactDifference } from '../../../schema/difference/diff-catalogs.ts';
import type { CatalogEntity } from '../../../schema/entity/catalog.ts';
import type { CatalogValue } from '../../../schema/facts/catalog-value.ts';

/** Majors of the servers that the revisions were run on and that has the database. */
export interface Majors {
  readonly expected: number;
  readonly live: number;
}

/**
 * What one server has and one of another major cannot have, or chooses otherwise by itself. `same` where that explains
 * the whole difference, a text if it is unknown, `undefined` where the majors have no part in it.
 */
export function acrossMajors(
  { kind, name }: Pick<CatalogEntity, 'kind' | 'name'>,
  { fact, before, after }: FactDifference,
  { expected, live }: Majors,
): 'same' | { readonly unknown: string } | undefined {
  if (expected === live) return undefined;
  if (kind === 'extension' && fact === 'version') {
    return { unknown: 'each major brings its own version of an extension' };
  }
  if (kind === 'publication') {
    if (before === undefined || after === undefined) return { unknown: 'one of the majors does not have it' };
    if (fact === 'tables' && sameItems(before, after, tableName)) {
      return { unknown: 'majors describe the tables of a publication in different ways' };
    }
  }
  if (kind === 'collation' && ['locale', 'characterType'].includes(fact)) {
    return { unknown: 'majors describe collations in different ways' };
  }
  if (fact !== 'privileges') return undefined;
  // PostgreSQL 15 took CREATE on schema public from PUBLIC.
  const isPublic = kind === 'schema' && name === 'public' && Math.min(expected, live) < 15;
  if (isPublic && sameGrants(before ?? [], after ?? [], (line) => ON_PUBLIC.has(line))) {
    return { unknown: 'the privileges that PUBLIC has on schema public by itself changed with PostgreSQL 15' };
  }
  // PostgreSQL 17 made MAINTAIN, which GRANT ALL includes.
  if (Math.min(expected, live) >= 17 || !sameGrants(before, after, isMaintain)) return undefined;
  return live < 17 ? 'same' : { unknown: `PostgreSQL ${expected} does not have the privilege MAINTAIN` };
}

type Side = CatalogValue | undefined;
/** Whether a line such as `app SELECT with grant option` is one that the major explains. */
type Explained = (line: string) => boolean;

const GRANTABLE = ' with grant option';
const isMaintain: Explained = (line) =>
  (line.endsWith(GRANTABLE) ? line.slice(0, -GRANTABLE.length) : line).endsWith(' MAINTAIN');

const ON_PUBLIC: ReadonlySet<string> = new Set(['<owner> CREATE', '<owner> USAGE', 'PUBLIC CREATE', 'PUBLIC USAGE']);

/** Absent are the privileges by default: which ones, the other side does not say. */
function sameGrants(before: Side, after: Side, isExplained: Explained): boolean {
  const [left, right] = [grants(before, isExplained), grants(after, isExplained)];
  return left !== undefined && left === right;
}

function grants(value: Side, isExplained: Explained): string | undefined {
  return Array.isArray(value) ? JSON.stringify(value.filter((line) => !isExplained(String(line)))) : undefined;
}

function sameItems(before: Side, after: Side, keyOf: (item: unknown) => string): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  return JSON.stringify(before.map(keyOf)) === JSON.stringify(after.map(keyOf));
}

function tableName(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return JSON.stringify([Reflect.get(item, 'schemaname'), Reflect.get(item, 'tablename')]);
}
