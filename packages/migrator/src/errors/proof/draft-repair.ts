import { printPart } from '../../sql/names/read-part.ts';
import { alteredColumn } from '../../sql/statement/about/altered-column.ts';
import { dropsType } from '../../sql/statement/about/drops-type.ts';
import type { FailedStatement, ServerDetails } from '../run/failed-statement.ts';
import { shellWord } from '../shell-word.ts';

/** PostgreSQL's error for a generated statement. */
export interface RefusedDraft extends FailedStatement, ServerDetails {
  readonly slice: string;
  readonly said: string;
}

/**
 * Repairs by SQLSTATE for a generated revision that PostgreSQL refuses; it was not written, so there is no file to
 * correct. `undefined` if the message does not show which cause of the code it is.
 */
const REPAIRS: Readonly<Record<string, (draft: RefusedDraft) => string | undefined>> = {
  // 42804: datatype_mismatch
  '42804': (draft) => {
    const { said } = draft;
    if (/\bdefault for column\b|\bdefault expression\b/.test(said))
      return 'The default, or the expression of a generated column, has another type than the column. Give it the type of the column in the schema file, as in sql`…::integer`, and run it again.';
    if (/foreign key/.test(said))
      return 'Both columns of a foreign key need the same type: give the other column its new type, too, and run it again.';
    if (/must be type boolean/.test(said))
      return 'A check, a policy and the where of an index are conditions: write one that is true or false in the schema file, and run it again.';
    return /cannot be cast/.test(said) ? sayTheCast(draft) : undefined;
  },
  // 42846: cannot_coerce
  '42846': sayTheCast,
  // 42P02: undefined_parameter
  '42P02': () =>
    "SQL in a schema cannot have parameters. Write the value itself into the SQL of the schema file or of sql/, as in sql`state = 'open'` or with .inlineParams(), and run it again.",
  // 42P07: duplicate_table, which indexes are, too
  '42P07': ({ said }) =>
    (/"(.*)"/.exec(said)?.[1] ?? '').length >= 60
      ? 'PostgreSQL keeps 63 bytes of a name, which makes two of these the same. Give one of them a shorter name in the schema file, as in index("a_b_idx").on(…), and run it again.'
      : 'The name is taken: give one of the two another name in the schema file, and run it again.',
  // 42710: duplicate_object, which types are, too
  '42710': () =>
    'Another object still has this name. Drop or rename it first, in a separate revision, then run the command again.',
  // 0A000: feature_not_supported
  '0A000': (draft) =>
    /transform expression/.test(draft.said)
      ? sayTheCast(draft)
      : /used by/.test(draft.said)
        ? inUse(draft.slice)
        : undefined,
  // 2BP01: dependent_objects_still_exist
  '2BP01': ({ slice, statement = '' }) => (dropsType(statement) ? typeInUse(slice) : inUse(slice)),
  // 55P04: unsafe_new_enum_value_usage
  '55P04': () =>
    'A new value of an enum can be used only once the revision that adds it is committed. Leave out what uses it and run the command again; then add it and run the command once more.',
  // 23502: not_null_violation
  '23502': rowsRepair,
};

/** What to do about a generated revision that PostgreSQL refuses. */
export function draftRepair(draft: RefusedDraft): string {
  const repair = REPAIRS[draft.sqlState ?? '']?.(draft);
  return repair ?? `Change the schema file and run it again, or write the change by hand: ${byHand(draft.slice)}`;
}

/** What to do about a generated revision that unexpectedly fails on rows. */
export function rowsRepair({ sqlState, slice }: RefusedDraft): string {
  if (sqlState === '23502')
    return 'Rows would have no value. Give the column a .default(…) that is not null, or leave out .notNull(), fill the rows, and add it in a second revision.';
  return `It fails on rows that the table may contain. Correct them first in a data revision (migrate revision --data --slice ${slice} -m "…"), or write the change by hand: ${byHand(slice)}`;
}

/** A hand-written revision created something that the schema does not declare, and a generated one would drop it. */
export function handMadeRepair({ slice }: { readonly slice: string }): string {
  return `A hand-written revision created something there that neither the schema files nor sql/ declare (the lines above name it). Declare it and record that it exists: migrate snapshot --slice ${slice}\nOr write the change by hand: ${byHand(slice)}`;
}

/** An expression by the user in place of the cast that PostgreSQL lacks. */
function sayTheCast({ statement = '', slice }: RefusedDraft): string {
  const found = alteredColumn(statement);
  const path =
    found === undefined
      ? '<table>.<column>'
      : [...(found.schema === undefined ? [] : [found.schema]), found.name, found.column]
          .map((part) => printPart(part))
          .join('.');
  const word = shellWord(`${path}=<expression>`);
  return `PostgreSQL has no cast from the old type to the new one. Give an expression for the upgrade and one for the downgrade: migrate revision --slice ${slice} -m "…" --cast ${word} --cast-back ${word}`;
}

function inUse(slice: string): string {
  return `Something in the database uses it that neither the schema files nor sql/ declare (the message names it). Declare it there and record that it exists: migrate snapshot --slice ${slice}\nOr write the change by hand: ${byHand(slice)}`;
}

/** Dropping the type would drop its columns. */
function typeInUse(slice: string): string {
  return `Columns have this type, so it cannot be dropped and created again. Write the change by hand, as in "alter domain … drop constraint …; alter domain … add constraint …;", in a file with the SQL of both sections: migrate revision --slice ${slice} -m "…" --sql-file <file>`;
}

export function byHand(slice: string): string {
  return `migrate revision --empty --slice ${slice} -m "…"`;
}
