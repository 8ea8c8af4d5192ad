import type { FailedStatement, ServerDetails } from '../run/failed-statement.ts';

/** What PostgreSQL said of a statement that was generated and tried. */
export interface RefusedDraft extends FailedStatement, ServerDetails {
  readonly slice: string;
  readonly said: string;
}

/**
 * Repairs by SQLSTATE of a generated revision that PostgreSQL refuses; it was not written, so there is no file to
 * correct.
 */
const REPAIRS: Readonly<Record<string, (draft: RefusedDraft) => string>> = {
  // 42804: datatype_mismatch
  '42804': ({ said, slice }) => {
    if (/\bdefault for column\b/.test(said))
      return 'The default does not fit the new type. Take .default(…) out of the schema file and run it again; then put the new one in and run it once more.';
    return /foreign key/.test(said)
      ? 'Both columns of a foreign key need the same type: give the other column its new type, too, and run it again.'
      : otherColumn(slice);
  },
  // 42846: cannot_coerce
  '42846': ({ slice }) => otherColumn(slice),
  // 42P02: undefined_parameter
  '42P02': () =>
    "SQL in a schema cannot have parameters. Write the value itself into the SQL of the schema file, as in sql`state = 'open'` or with .inlineParams(), and run it again.",
  // 42P07: duplicate_table, which indexes are, too
  '42P07': ({ said }) =>
    (/"(.*)"/.exec(said)?.[1] ?? '').length >= 60
      ? 'PostgreSQL keeps 63 bytes of a name, and two of these are the same then. Give one a shorter name in the schema file, as in index("a_b_idx").on(…), and run it again.'
      : 'The name is taken: give one of the two another name in the schema file, and run it again.',
  // 0A000: feature_not_supported
  '0A000': ({ slice }) => inUse(slice),
  // 2BP01: dependent_objects_still_exist
  '2BP01': ({ slice }) => inUse(slice),
  // 55P04: unsafe_new_enum_value_usage
  '55P04': () =>
    'A new value of an enum can be used only once the revision that adds it is committed. Leave out what uses it, run it again, then put that in and run it once more.',
  // 23502: not_null_violation
  '23502': () =>
    'Rows would have no value. Give the column a .default(…), or leave out .notNull(), fill the rows, and add it in a second revision.',
};

/** What to do about a generated revision that PostgreSQL refuses. */
export function draftRepair(draft: RefusedDraft): string {
  const repair = REPAIRS[draft.sqlState ?? ''];
  return (
    repair?.(draft) ?? `Change the schema file and run it again, or write the change by hand: ${byHand(draft.slice)}`
  );
}

/** The chain that needs no cast and loses nothing. */
function otherColumn(slice: string): string {
  return `No cast leads from the old type to the new one. Add a column of the new type beside the old one (migrate revision --slice ${slice} -m "add the new column"), fill it in that revision, then take the old one out and give the new one its name in a second revision (--rename "column <table>.<new>=<old>").`;
}

function inUse(slice: string): string {
  return `Something in the database uses it that neither the schema files nor sql/ declare (the message names it). Declare it there and record that it is there: migrate snapshot --slice ${slice}\nOr write the change by hand: ${byHand(slice)}`;
}

function byHand(slice: string): string {
  return `migrate revision --empty --slice ${slice} -m "…"`;
}
