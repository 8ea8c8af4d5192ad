import type { ComparedEntry } from '../../../errors/merge/merge-comparison.ts';
import { diffCatalogs } from '../../../schema/difference/diff-catalogs.ts';
import { type Catalog, type CatalogEntity, entityLabel } from '../../../schema/entity/catalog.ts';
import type { CatalogValue } from '../../../schema/facts/catalog-value.ts';

/** What differs between two catalogs, fact by fact, for a look at both sides. */
export function compareSides(left: Catalog, right: Catalog): readonly ComparedEntry[] {
  return diffCatalogs(left, right).flatMap(({ change, entity, facts }): readonly ComparedEntry[] => {
    const thing = entityLabel(entity);
    if (change === 'added') return [{ thing, fact: '', left: null, right: summary(entity) }];
    if (change === 'removed') return [{ thing, fact: '', left: summary(entity), right: null }];
    return facts.map(({ fact, before, after }) => ({ thing, fact, left: show(before), right: show(after) }));
  });
}

/** What says most of a thing in few words. */
function summary({ facts }: CatalogEntity): string {
  return show(facts.definition ?? facts.type ?? facts.values) ?? 'there';
}

function show(value: CatalogValue | undefined): string | null {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map((each) => show(each) ?? '').join(', ');
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
