import { type Change, type Edit, edited, editOf, pairsOf } from '../../change/change.ts';
import { typeChange } from '../../entity/column-type.ts';
import { type ColumnEntity, entityId, enumKey, type SchemaEntity, withFacts } from '../../entity/schema-entity.ts';
import type { TableKey } from '../../entity/table-key.ts';

/** The states by way of which a change goes. */
export interface StagesAroundEnums {
  /** The old state, in which columns have left enums that are rebuilt. */
  readonly first: readonly SchemaEntity[];
  /** The new state, in which no column has come to such an enum yet. */
  readonly last: readonly SchemaEntity[];
}

/**
 * Columns that get an enum which is rebuilt in the same change, or another type instead of it. drizzle-kit takes all
 * columns of the enum to text and back to the new one, those as well that have left it, with the default that they
 * should have: so they leave before, and come after. Their defaults have been dropped by then.
 *
 * @param rebuilt the enums that are rebuilt, by their new names
 */
export function stagesAroundEnums(change: Change, rebuilt: readonly TableKey[]): StagesAroundEnums {
  const enums = new Set(rebuilt);
  const isOf = (column: ColumnEntity): boolean => {
    const type = enumKey(column);
    return type !== undefined && enums.has(type);
  };
  const leaving = new Map<number, Edit>();
  const coming = new Map<string, Edit>();
  if (enums.size === 0) return { first: change.renamed, last: change.after };
  for (const { index, before, after } of pairsOf(change, 'column')) {
    if (typeChange(before, after) !== 'other' || enumKey(before) === enumKey(after)) continue;
    if (after.facts.generated !== undefined || before.facts.generated !== undefined) continue;
    // From one enum to another one takes text between them, which is a matter of `--cast`.
    if (isOf(before) && after.facts.typeSchema === undefined) leaving.set(index, withTypeOf(after));
    if (isOf(after) && before.facts.typeSchema === undefined) coming.set(entityId(after), withTypeOf(before));
  }
  const { renamed, after } = edited(change, leaving, coming);
  return { first: renamed, last: after };
}

function withTypeOf({ facts: { type, typeSchema, dimensions } }: ColumnEntity): Edit {
  return editOf('column', (it) => withFacts(it, { type, typeSchema, dimensions, default: undefined }));
}
