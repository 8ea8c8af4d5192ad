import { readLiteral } from '../../sql/names/read-literal.ts';
import type { Change } from '../change/change.ts';
import { entityChanges } from '../change/entity-changes.ts';
import { familyOf } from '../defaults/default-column.ts';
import { defaultColumn } from '../defaults/keep-defaults.ts';
import { type ColumnEntity, entityPath, ofType } from '../entity/schema-entity.ts';

/** Notes about defaults that a change gives to columns: written as declared, but probably not what was meant. */
export function defaultNotes({ renamed, after }: Change): readonly string[] {
  const { added, changed } = entityChanges(ofType(renamed, 'column'), ofType(after, 'column'));
  const fresh = changed.filter((pair) => pair.before.facts.default !== pair.after.facts.default);
  return [...added, ...fresh.map((pair) => pair.after)].flatMap((column) => {
    const text = jsonInText(column);
    return text === undefined
      ? []
      : [
          `the default of ${entityPath(column)} is a JSON string that contains JSON, ${JSON.stringify(text)}; if the JSON itself is meant, write .default(${text})`,
        ];
  });
}

/** The text of a JSON string that is itself the JSON of an object or a list, as in `jsonb().default('{}')`. */
function jsonInText(column: ColumnEntity): string | undefined {
  const literal = defaultColumn(column);
  const isJson = ['json', 'jsonb'].includes(familyOf(literal)) && literal.dimensions === 0;
  const outer = isJson ? parsed(readLiteral(column.facts.default ?? '')) : undefined;
  if (typeof outer !== 'string') return undefined;
  const inner = parsed(outer);
  return typeof inner === 'object' && inner !== null ? outer : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
