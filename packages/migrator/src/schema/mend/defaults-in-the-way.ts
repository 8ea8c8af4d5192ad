import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { mentionsOf } from '../../sql/text/mentions.ts';
import { type Change, type Edit, edited, editOf, type Pair, pairsOf } from '../change/change.ts';
import { type DraftStatement, qualifiedName } from '../change/draft-statement.ts';
import { typeChange } from '../entity/column-type.ts';
import { presentTexts } from '../entity/present-texts.ts';
import { type ObjectEntity, withFacts } from '../entity/schema-entity.ts';
import { isRetyped } from './touched-columns.ts';

/**
 * Columns whose default is in the way. PostgreSQL casts a default with its column only if an assignment could (not the
 * text `'1'` to an integer), and does not drop a function that a default calls. So the default is dropped first, and
 * set again when type and function have changed.
 *
 * @param displaced objects of `sql/*.sql` that are dropped, whether or not they are created again
 */
export function mendDefaults(
  change: Change,
  displaced: readonly ObjectEntity[],
): {
  readonly first: readonly DraftStatement[];
  readonly change: Change;
} {
  const names = displaced.flatMap(({ facts }) => presentTexts(facts.provides));
  const pairs = pairsOf(change, 'column').filter((pair) => losesDefault(pair) || callsOne(pair, names));
  const edits = new Map<number, Edit>(
    pairs.map(({ index }) => [index, editOf('column', (it) => withFacts(it, { default: undefined }))]),
  );
  return { first: pairs.map(dropDefault), change: edited(change, edits) };
}

/** A cast literal would keep the old type forever: `'x'::character varying` in a text column. */
function losesDefault({ before, after }: Pair<'column'>): boolean {
  if (before.facts.default === undefined || after.facts.generated !== undefined) return false;
  return isRetyped(before, after) || (typeChange(before, after) === 'other' && !isNumber(before.facts.default));
}

function isNumber(literal: string): boolean {
  return /^-?[\d.]+$/.test(literal);
}

function callsOne({ before, after }: Pair<'column'>, names: readonly string[]): boolean {
  if (names.length === 0 || before.facts.default === undefined || after.facts.generated !== undefined) return false;
  const called = mentionsOf(before.facts.default).names;
  return names.some((name) => called.has(name));
}

function dropDefault({ original: { schema, table, name } }: Pair<'column'>): DraftStatement {
  return { sql: `ALTER TABLE ${qualifiedName(schema, table)} ALTER COLUMN ${quoteIdentifier(name)} DROP DEFAULT` };
}
