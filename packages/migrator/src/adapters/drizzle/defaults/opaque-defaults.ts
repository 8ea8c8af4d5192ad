import type { SchemaChange } from '../../../ports/schema-differ.ts';
import { type SchemaEntity, withFacts } from '../../../schema/entity/schema-entity.ts';

/** A number is valid JSON, and a literal of every type whose defaults drizzle-kit parses; this one is in no schema. */
const MARK = '9007199254740991618033988749894848204586';

/**
 * A change whose defaults drizzle-kit cannot look into. It parses JSON defaults to compare them, which fails for an
 * array, and takes some different texts for equal. `restore` puts the defaults back where it wrote `DEFAULT`.
 */
export function withOpaqueDefaults(change: SchemaChange): {
  readonly change: SchemaChange;
  restore(statement: string): string;
} {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const hidden = (entity: SchemaEntity): SchemaEntity => {
    if (entity.type !== 'column' || entity.facts.default === undefined) return entity;
    const text = entity.facts.default;
    const number = numbers.get(text) ?? texts.push(text) - 1;
    numbers.set(text, number);
    return withFacts(entity, { default: `${MARK}${String(number).padStart(6, '0')}` });
  };
  return {
    change: { ...change, before: change.before.map(hidden), after: change.after.map(hidden) },
    restore: (statement) =>
      statement.replace(
        new RegExp(`(?<=\\bDEFAULT )${MARK}(\\d{6})`, 'g'),
        (mark, number: string) => texts[Number(number)] ?? mark,
      ),
  };
}
