import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { Slice } from '../../../revision/slice.ts';
import { replayRenames } from '../../../schema/rename/replay-renames.ts';
import type { ReadSql } from '../../../sql-objects/footprint/statement-footprint.ts';
import type { SliceStates } from '../../../sql-objects/rounds/piece.ts';
import type { Comparison } from '../../shared/schema/compare-slices.ts';

/** All slices as planning sees them; those outside `open` stay as they are. */
export function sliceStates(
  { states, changes }: Pick<Comparison, 'states' | 'changes'>,
  open: readonly Slice[],
): readonly SliceStates[] {
  const order = [...open.map(({ label }) => label), ...states.keys()];
  return [...new Set(order)].flatMap((label): readonly SliceStates[] => {
    const built = states.get(label);
    if (built === undefined) return [];
    const change = changes.find(({ slice }) => slice.label === label);
    const isOpen = open.some((slice) => slice.label === label);
    if (change !== undefined) {
      const renamed = replayRenames(change.before, change.renames);
      return [{ slice: label, built, renamed, after: change.after, renames: change.renames, isOpen }];
    }
    const renamed = changes.reduce((state, { renames }) => replayRenames(state, renames), built);
    return [{ slice: label, built, renamed, after: renamed, renames: [], isOpen }];
  });
}

export function reading(parser: SqlParser): ReadSql {
  return (sql) => {
    const parsed = parser.parse(sql);
    return 'problem' in parsed ? undefined : parsed.statements;
  };
}
