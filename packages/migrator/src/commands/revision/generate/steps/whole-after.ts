import type { SchemaEntity } from '../../../../schema/entity/schema-entity.ts';
import { replayRenames } from '../../../../schema/rename/replay-renames.ts';
import type { SliceChange } from '../../../shared/schema/compare-slices.ts';

/** What all slices have after a change of one of them. `states` are those before it, by label. */
export function wholeAfter(
  states: ReadonlyMap<string, readonly SchemaEntity[]>,
  { slice, after, renames }: Pick<SliceChange, 'slice' | 'after' | 'renames'>,
): readonly SchemaEntity[] {
  const others = [...states].flatMap(([label, entities]) => (label === slice.label ? [] : entities));
  return [...after, ...replayRenames(others, renames)];
}
