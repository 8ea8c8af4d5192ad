import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { Relation } from '../../catalog/relation.ts';

/** The columns that batches can walk a table by: its primary key, otherwise a unique key without NULLs. */
export function batchKey(relation: Relation): readonly string[] | undefined {
  if (relation.kind !== 'table' && relation.kind !== 'partitioned') return undefined;
  const primary = [...relation.constraints.values()].find(({ kind }) => kind === 'primary');
  if (primary !== undefined) return primary.columns;
  const unique = [...relation.indexes.values()].find(
    (index) =>
      index.isUnique &&
      !index.isPartial &&
      index.columns.length > 0 &&
      index.columns.every((each) => relation.columns.get(each)?.notNull === true),
  );
  return unique?.columns;
}

/** The rows of one batch. `of`: the table or its alias, as SQL names it. */
export function keyRange(key: readonly string[], of?: string): string {
  const names = key.map((each) => (of === undefined ? quoteIdentifier(each) : `${of}.${quoteIdentifier(each)}`));
  const compared = names.length === 1 ? names.join('') : `(${names.join(', ')})`;
  return `${compared} > :from AND ${compared} <= :to`;
}
