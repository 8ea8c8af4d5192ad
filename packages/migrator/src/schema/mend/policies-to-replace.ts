import { type Change, pairsOf } from '../change/change.ts';
import { entityId } from '../entity/schema-entity.ts';

/** `ALTER POLICY` cannot take USING or WITH CHECK away. */
export function policiesToReplace(change: Change): readonly string[] {
  return pairsOf(change, 'policy')
    .filter(({ before, after }) => {
      const { using, withCheck } = after.facts;
      return (
        (before.facts.using !== undefined && using === undefined) ||
        (before.facts.withCheck !== undefined && withCheck === undefined)
      );
    })
    .map(({ after }) => entityId(after));
}
