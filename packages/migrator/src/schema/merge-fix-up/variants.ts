import { diffCatalogs } from '../difference/diff-catalogs.ts';
import { type Catalog, type CatalogEntity, entityKey } from '../entity/catalog.ts';

/** A thing that differs between orders. */
export interface Variant {
  readonly kind: string;
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** The right form; absent if it should not exist. */
  readonly target: CatalogEntity | undefined;
  /** Its different forms after the other orders; `undefined` if it does not exist there. */
  readonly others: readonly (CatalogEntity | undefined)[];
  /** The facts that differ if it exists in both; empty if it exists only in one. */
  readonly facts: ReadonlySet<string>;
  /** Whether it exists after all orders and only its facts differ. */
  readonly isEverywhere: boolean;
}

/** The differences between the right catalog and those of other orders, ignoring owners and the order of columns. */
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
