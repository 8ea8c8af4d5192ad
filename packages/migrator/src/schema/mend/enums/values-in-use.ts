import { plainLiteral } from '../../../sql/names/plain-literal.ts';
import { type Change, pairsOf } from '../../change/change.ts';
import { entityChanges } from '../../change/entity-changes.ts';
import { canonicalJson } from '../../entity/canonical-json.ts';
import { entityId, type SchemaEntity } from '../../entity/schema-entity.ts';
import { addedValues } from './enum-values.ts';

/**
 * Ids of enums with new values that something new or changed mentions. PostgreSQL does not allow using a value in the
 * transaction that adds it.
 */
export function enumsWithValuesInUse(change: Change): ReadonlySet<string> {
  const added = new Map<string, readonly string[]>();
  for (const { before, after } of pairsOf(change, 'enum')) {
    const values = addedValues(before.facts.values, after.facts.values) ?? [];
    if (values.length > 0)
      added.set(
        entityId(after),
        values.map(({ value }) => plainLiteral(value)),
      );
  }
  if (added.size === 0) return new Set();
  const { added: entities, changed } = entityChanges(change.renamed, change.after);
  const users = [...entities, ...changed.map((pair) => pair.after)].filter(({ type }) => type !== 'enum');
  const texts = users.map((entity) => ({ text: canonicalJson(entity.facts), isArray: isArray(entity) }));
  const isUsed = (literal: string): boolean =>
    // The default of an array is one literal, '{a,b}', in which any mention counts.
    texts.some((it) => it.text.includes(JSON.stringify(it.isArray ? literal.slice(1, -1) : literal).slice(1, -1)));
  return new Set([...added].filter(([, literals]) => literals.some(isUsed)).map(([id]) => id));
}

function isArray(entity: SchemaEntity): boolean {
  return entity.type === 'column' && (entity.facts.dimensions ?? 0) > 0;
}
