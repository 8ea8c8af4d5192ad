import { type Change, pairsOf } from '../../change/change.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';

/** Sequences that no longer cycle: drizzle-kit writes nothing for them, so PostgreSQL would keep CYCLE. */
export function endCycles(change: Change): readonly DraftStatement[] {
  return pairsOf(change, 'sequence')
    .filter(({ before, after }) => before.facts.cycle === true && after.facts.cycle !== true)
    .map(({ after }) => ({ sql: `ALTER SEQUENCE ${qualifiedName(after.schema, after.name)} NO CYCLE` }));
}
