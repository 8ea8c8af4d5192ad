import { type Change, pairsOf } from '../../change/change.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';

/**
 * Sequences that no longer begin again at their end: drizzle-kit says nothing then, and PostgreSQL keeps what it had.
 */
export function endCycles(change: Change): readonly DraftStatement[] {
  return pairsOf(change, 'sequence')
    .filter(({ before, after }) => before.facts.cycle === true && after.facts.cycle !== true)
    .map(({ after }) => ({ sql: `ALTER SEQUENCE ${qualifiedName(after.schema, after.name)} NO CYCLE` }));
}
