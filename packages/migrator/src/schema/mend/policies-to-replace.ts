import { type Change, pairsOf } from '../change/change.ts';
import { entityId } from '../entity/schema-entity.ts';

/** `ALTER POLICY` cannot remove USING or WITH CHECK, so the policy is dropped and created. */
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
