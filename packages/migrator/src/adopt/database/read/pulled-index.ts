import type { EntityOf, EntityPlace } from '../../../schema/entity/schema-entity.ts';
import { indexDefinition } from '../../../sql/printed/index-definition.ts';

/** What `pg_get_indexdef` printed, in the words of a Drizzle schema; `undefined` for what says more than it can. */
export function pulledIndex(place: EntityPlace, printed: string): EntityOf<'index'> | undefined {
  const definition = indexDefinition(printed);
  if (definition === undefined) return undefined;
  const { isUnique, method, parts, where } = definition;
  return {
    type: 'index',
    ...place,
    facts: {
      columns: parts.map((part) => {
        if ('expression' in part) return { value: part.expression, isExpression: true };
        const { column, operatorClass, isDescending, nullsFirst } = part;
        const opclass = operatorClass === undefined ? {} : { opclass: { name: operatorClass, default: false } };
        return { value: column, asc: !isDescending, nullsFirst, ...opclass };
      }),
      ...{ nameExplicit: true, isUnique, method },
      ...(where === undefined ? {} : { where }),
    },
  };
}
