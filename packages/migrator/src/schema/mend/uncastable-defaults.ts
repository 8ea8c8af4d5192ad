import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { type Change, type Edit, edited, editOf, type Pair, pairsOf } from '../difference/change.ts';
import { type DraftStatement, qualifiedName } from '../difference/draft-statement.ts';
import { withFacts } from '../entity/schema-entity.ts';
import { isRetyped } from './touched-columns.ts';

/**
 * Columns that get another type and have a default: PostgreSQL casts the default with the type, by itself and only where an assignment would do that
 * (`'1'` of a text is no integer to it). The default is dropped first, and the new one is set once the type is changed.
 */
export function mendUncastableDefaults(change: Change): {
  readonly first: readonly DraftStatement[];
  readonly change: Change;
} {
  const pairs = pairsOf(change, 'column').filter(losesDefault);
  const edits = new Map<number, Edit>(
    pairs.map(({ index }) => [index, editOf('column', (it) => withFacts(it, { default: undefined }))]),
  );
  return { first: pairs.map(dropDefault), change: edited(change, edits) };
}

function losesDefault({ before, after }: Pair<'column'>): boolean {
  return before.facts.default !== undefined && after.facts.generated === undefined && isRetyped(before, after);
}

function dropDefault({ original: { schema, table, name } }: Pair<'column'>): DraftStatement {
  return { sql: `ALTER TABLE ${qualifiedName(schema, table)} ALTER COLUMN ${quoteIdentifier(name)} DROP DEFAULT` };
}
