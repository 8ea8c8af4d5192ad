import type { ColumnPlace } from '../../../ports/schema-differ.ts';
import type { Change } from '../../../schema/change/change.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import { ofType } from '../../../schema/entity/schema-entity.ts';

/** The columns that are new or changed and have a default. */
export function judgedColumns({ renamed, after }: Change): readonly ColumnPlace[] {
  const { added, changed } = entityChanges(ofType(renamed, 'column'), ofType(after, 'column'));
  return [...added, ...changed.map((pair) => pair.after)]
    .filter(({ facts }) => facts.default !== undefined)
    .map(({ schema, table, name }) => ({ schema, table, name }));
}
