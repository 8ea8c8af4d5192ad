import { UnusedCastError } from '../../../errors/schema/cast-errors.ts';
import { type CastFlag, castsColumn } from '../../../schema/cast/cast-flag.ts';
import { changeOf } from '../../../schema/change/change.ts';
import { type ColumnEntity, entityPath } from '../../../schema/entity/schema-entity.ts';
import { retypedColumns } from '../../../schema/mend/casts.ts';
import { reverseRenames } from '../../../schema/rename/reverse-renames.ts';
import type { SliceChange } from '../../shared/schema/compare-slices.ts';
import type { Generated } from '../revision-request.ts';

/** Refuses an expression for a column whose type stays: it would have no effect. Throws an `UnusedCastError`. */
export function refuseUnusedCasts({ casts }: Pick<Generated, 'casts'>, changes: readonly SliceChange[]): void {
  const refuse = (flags: readonly CastFlag[], columns: readonly ColumnEntity[]): void => {
    const unused = flags.find((flag) => !columns.some((column) => castsColumn(flag, column)));
    if (unused !== undefined) throw new UnusedCastError({ flag: unused.text, columns: columns.map(entityPath) });
  };
  if (casts.up.length > 0)
    refuse(
      casts.up,
      changes.flatMap(({ before, after, renames }) => retypedColumns(changeOf(before, after, renames))),
    );
  if (casts.down.length > 0)
    refuse(
      casts.down,
      changes.flatMap(({ before, after, renames }) =>
        retypedColumns(changeOf(after, before, reverseRenames(renames, after))),
      ),
    );
}
