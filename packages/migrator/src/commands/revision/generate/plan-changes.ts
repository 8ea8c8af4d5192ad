import { CrossSliceCycleError } from '../../../errors/schema/generate-errors.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { Rename } from '../../../schema/rename/rename.ts';
import { planRounds } from '../../../sql-objects/rounds/plan-rounds.ts';
import type { PlannedObjects } from '../../shared/generate/plan-objects.ts';
import type { Comparison } from '../../shared/schema/compare-slices.ts';
import { reading, sliceStates } from './slice-states.ts';

/** One round of a slice's changes, with everything that its revisions are made from. */
export interface SliceRound {
  readonly slice: Slice;
  /** The slice's entities after it. */
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** Labels of the slices whose newest revisions come first. */
  readonly needs: ReadonlySet<string>;
  /** Added to the message; empty for the last round of a slice. */
  readonly suffix: string;
}

/**
 * Orders all changes: most slices get one round, and several if another slice has to change something in between.
 * Slices outside `open` stay as they are. Throws a `CrossSliceCycleError`.
 */
export async function planChanges(
  { states, changes }: Pick<Comparison, 'states' | 'changes'>,
  open: readonly Slice[],
  objects: PlannedObjects | undefined,
  sqlParser: () => Promise<SqlParser>,
): Promise<readonly SliceRound[]> {
  const [only, another] = changes;
  if (only === undefined) return [];
  if (another === undefined) return [{ ...only, needs: new Set(), suffix: '' }];
  const parser = await sqlParser();
  const slices = sliceStates({ states, changes }, open);
  const rounds = planRounds(slices, {
    read: reading(parser),
    displaced: (change) => objects?.planner.displaced(change) ?? new Set(),
  });
  if ('things' in rounds) throw new CrossSliceCycleError(rounds);
  return rounds.flatMap(({ slice: label, after, renames, needs, ahead }) => {
    const slice = open.find((each) => each.label === label);
    const suffix = ahead.length === 0 ? '' : `ahead of ${ahead.join(' and ')}`;
    return slice === undefined ? [] : [{ slice, after, renames, needs, suffix }];
  });
}
