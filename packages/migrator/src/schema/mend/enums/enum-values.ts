import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { type Change, type Edit, edited, editOf, pairsOf } from '../../change/change.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';
import { entityId, withFacts } from '../../entity/schema-entity.ts';
import { originalId, same } from '../../rename/rename.ts';

/**
 * Renames and adds values of enums, which loses nothing; drizzle-kit cannot rename a value and does not quote an added
 * one. If a value is removed or the order changes, the enum must be rebuilt, which is left to drizzle-kit.
 */
export function mendEnumValues(change: Change): { readonly first: readonly DraftStatement[]; readonly change: Change } {
  const first: DraftStatement[] = valueRenames(change);
  const edits = new Map<number, Edit>();
  for (const { index, original, before, after } of pairsOf(change, 'enum')) {
    const { values } = after.facts;
    // `before` already has the renamed values.
    const isRebuilt = change.rebuilt?.has(entityId(after)) === true;
    const added = isRebuilt ? undefined : addedValues(before.facts.values, values);
    const known = added === undefined ? before.facts.values : values;
    if (!same(known, original.facts.values)) {
      edits.set(
        index,
        editOf('enum', (entity) => withFacts(entity, { values: known })),
      );
    }
    const type = qualifiedName(original.schema, original.name);
    for (const { value, next } of added ?? []) {
      const place = next === undefined ? '' : ` BEFORE ${quoteLiteral(next)}`;
      first.push({ sql: `ALTER TYPE ${type} ADD VALUE ${quoteLiteral(value)}${place}` });
    }
  }
  return { first, change: edited(change, edits) };
}

function valueRenames({ renames }: Change): DraftStatement[] {
  return renames
    .filter(({ kind }) => kind === 'enum-value')
    .map(({ kind, from, to }) => {
      const [schema = '', name = ''] = originalId(kind, from, renames);
      const values = `${quoteLiteral(from[2] ?? '')} TO ${quoteLiteral(to[2] ?? '')}`;
      return { sql: `ALTER TYPE ${qualifiedName(schema, name)} RENAME VALUE ${values}` };
    });
}

export interface AddedValue {
  readonly value: string;
  /** The existing value before which it is added. */
  readonly next?: string;
}

/** The new values, if nothing else changed; `undefined` if a value was removed or the order changed. */
export function addedValues(before: readonly string[], after: readonly string[]): readonly AddedValue[] | undefined {
  const old = new Set(before);
  const kept = after.filter((value) => old.has(value));
  if (!same(kept, before)) return undefined;
  return after.flatMap((value, index) => {
    if (old.has(value)) return [];
    const next = after.slice(index + 1).find((it) => old.has(it));
    return [next === undefined ? { value } : { value, next }];
  });
}
