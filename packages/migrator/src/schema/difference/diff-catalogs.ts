import type { Catalog, CatalogEntity } from '../entity/catalog.ts';
import { entityKey } from '../entity/catalog.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';

/** One fact that differs; `undefined` if it is absent, that is, has its default. */
export interface FactDifference {
  readonly fact: string;
  readonly before: CatalogValue | undefined;
  readonly after: CatalogValue | undefined;
}

export interface CatalogDifference {
  readonly change: 'added' | 'removed' | 'changed';
  /** The entity after the change; for `removed`, the old one. */
  readonly entity: CatalogEntity;
  /** The facts that differ; empty unless `change` is `changed`. */
  readonly facts: readonly FactDifference[];
}

export interface DiffOptions {
  /**
   * Compare the order of columns, too. Off by default: a column that was dropped and added again comes last, and two
   * branches that add columns may run in either order.
   */
  readonly columnOrder?: boolean;
  /** Compare owners, too. Off by default: scratch databases have other owners. Privileges name the owner `<owner>`. */
  readonly owners?: boolean;
}

function isList(value: CatalogValue | undefined): value is readonly CatalogValue[] {
  return Array.isArray(value);
}

function isRecord(value: CatalogValue | undefined): value is Readonly<Record<string, CatalogValue>> {
  return typeof value === 'object' && value !== null && !isList(value);
}

function same(a: CatalogValue | undefined, b: CatalogValue | undefined): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((value, index) => same(value, b[index]));
  if (!isRecord(a)) return a === b;
  if (!isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

function diffFacts(before: CatalogEntity, after: CatalogEntity, ignored: ReadonlySet<string>): FactDifference[] {
  const names = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])].sort();
  return names
    .filter((fact) => !ignored.has(fact) && !same(before.facts[fact], after.facts[fact]))
    .map((fact) => ({ fact, before: before.facts[fact], after: after.facts[fact] }));
}

/** The differences that turn `before` into `after`, sorted as catalogs are. Empty if they are equal. */
export function diffCatalogs(before: Catalog, after: Catalog, options: DiffOptions = {}): readonly CatalogDifference[] {
  const ignored = new Set<string>();
  if (options.columnOrder !== true) ignored.add('columnOrder');
  if (options.owners !== true) ignored.add('owner');

  const left = unlikeIn(before, after);
  const right = unlikeIn(after, before);
  const differences: CatalogDifference[] = [];
  for (const key of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    const a = left.get(key);
    const b = right.get(key);
    if (a === undefined && b !== undefined) differences.push({ change: 'added', entity: b, facts: [] });
    else if (a !== undefined && b === undefined) differences.push({ change: 'removed', entity: a, facts: [] });
    else if (a !== undefined && b !== undefined) {
      const facts = diffFacts(a, b, ignored);
      if (facts.length > 0) differences.push({ change: 'changed', entity: b, facts });
    }
  }
  return differences;
}

/** By key, what of a catalog is not the very same object in another one. */
function unlikeIn({ entities }: Catalog, other: Catalog): ReadonlyMap<string, CatalogEntity> {
  const shared = new Set(other.entities);
  return new Map(entities.filter((entity) => !shared.has(entity)).map((entity) => [entityKey(entity), entity]));
}
