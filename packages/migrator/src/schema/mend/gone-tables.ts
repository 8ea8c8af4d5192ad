import type { Change } from '../change/change.ts';
import { entityId, ofType } from '../entity/schema-entity.ts';

/** Names of the tables that a change drops. */
export function goneTables({ renamed, after }: Change): ReadonlySet<string> {
  const now = new Set(after.map(entityId));
  return new Set(
    ofType(renamed, 'table')
      .filter((table) => !now.has(entityId(table)))
      .map(({ name }) => name),
  );
}
