import { type Change, type Edit, edited, editOf, pairsOf } from '../../change/change.ts';
import { typeChange } from '../../entity/column-type.ts';
import { type ColumnEntity, entityId, enumKey, type SchemaEntity, withFacts } from '../../entity/schema-entity.ts';
import type { TableKey } from '../../entity/table-key.ts';

/** The intermediate states of a change. */
export interface StagesAroundEnums {
  /** The old state, after columns have left enums that are rebuilt. */
  readonly first: readonly SchemaEntity[];
  /** The new state, before columns get such an enum. */
  readonly last: readonly SchemaEntity[];
}

/**
 * Columns that get an enum that is rebuilt in the same change, or another type in place of it. drizzle-kit converts all
 * columns of the enum to text and to the new enum, including those that no longer have it, with their new default. So
 * they leave the enum before, and get it after. Their defaults have been dropped by then.
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
    // A change from one enum to another needs text in between, which is the job of `--cast`.
    if (isOf(before) && after.facts.typeSchema === undefined) leaving.set(index, withTypeOf(after));
    if (isOf(after) && before.facts.typeSchema === undefined) coming.set(entityId(after), withTypeOf(before));
  }
  const { renamed, after } = edited(change, leaving, coming);
  return { first: renamed, last: after };
}

function withTypeOf({ facts: { type, typeSchema, dimensions } }: ColumnEntity): Edit {
  return editOf('column', (it) => withFacts(it, { type, typeSchema, dimensions, default: undefined }));
}
