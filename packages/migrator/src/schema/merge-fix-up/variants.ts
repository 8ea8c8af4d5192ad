import { diffCatalogs } from '../difference/diff-catalogs.ts';
import { type Catalog, type CatalogEntity, entityKey } from '../entity/catalog.ts';

/** A thing that is not the same after every order. */
export interface Variant {
  readonly kind: string;
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** As it is to be; absent when it is not to be there. */
  readonly target: CatalogEntity | undefined;
  /** As it is after the other orders, where it is another: `undefined` where it is not there. */
  readonly others: readonly (CatalogEntity | undefined)[];
  /** The facts that differ where it is there in both; empty when it is only somewhere. */
  readonly facts: ReadonlySet<string>;
  /** It is there in all, and in all but facts the same. */
  readonly isEverywhere: boolean;
}

/**
 * What differs between the catalog that is to be and those of other orders, without owners and the order of columns.
 */
export function variantsOf(target: Catalog, others: readonly Catalog[]): readonly Variant[] {
  const targets = new Map(target.entities.map((entity) => [entityKey(entity), entity]));
  const found = new Map<string, { entity: CatalogEntity; others: (CatalogEntity | undefined)[]; facts: Set<string> }>();
  for (const other of others) {
    const theirs = new Map(other.entities.map((entity) => [entityKey(entity), entity]));
    for (const { entity, facts } of diffCatalogs(target, other)) {
      const key = entityKey(entity);
      const known = found.get(key) ?? { entity, others: [], facts: new Set<string>() };
      known.others.push(theirs.get(key));
      for (const { fact } of facts) known.facts.add(fact);
      found.set(key, known);
    }
  }
  return [...found].map(([key, { entity, others: forms, facts }]) => {
    const { kind, schema, relation, name } = entity;
    const goal = targets.get(key);
    const isEverywhere = goal !== undefined && forms.every((form) => form !== undefined);
    return { kind, schema, relation, name, target: goal, others: forms, facts, isEverywhere };
  });
}
