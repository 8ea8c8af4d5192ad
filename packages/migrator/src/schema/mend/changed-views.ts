import { type Change, pairsOf } from '../change/change.ts';
import { canonicalJson } from '../entity/canonical-json.ts';
import { entityId, ofType } from '../entity/schema-entity.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';

/** Views that are new, dropped, or have another body or kind. Options are altered in place. */
export function changedViews(change: Change): Set<string> {
  const stay = new Set(
    pairsOf(change, 'view')
      .filter(
        ({ before, after }) =>
          json(before.facts.definition) === json(after.facts.definition) &&
          json(before.facts.materialized) === json(after.facts.materialized),
      )
      .map(({ after }) => entityId(after)),
  );
  const views = ofType([...change.renamed, ...change.after], 'view').map(entityId);
  return new Set(views.filter((id) => !stay.has(id)));
}

function json(value: CatalogValue | undefined): string {
  return canonicalJson(value ?? null);
}
