const BLANK = '[ \\t\\n\\r\\f\\v]+';
const CREATES_TABLE = new RegExp(`^create${BLANK}(?:unlogged${BLANK})?table${BLANK}`, 'i');
const AS = /\bas\b/i;
/** Of one table with a plain name, one column of a type that is plain words. */
const ADDS_COLUMN = new RegExp(
  `^alter${BLANK}table${BLANK}[a-z_]\\w*(?:\\.[a-z_]\\w*)?${BLANK}add${BLANK}column${BLANK}[a-z_]\\w*(?:${BLANK}[a-z_]\\w*)+(?:\\(\\d+(?:, ?\\d+)?\\))?(?:\\[\\])?$`,
  'i',
);
const FILLED =
  /\b(?:default|generated|(?:small|big)?serial\d*|identity|references|check|unique|primary|constraint|foreign|exclude)\b/i;

/**
 * Whether a statement touches the catalog alone, as nearly all do that make a table or a column, told without its
 * tokens; false says nothing.
 *
 * @see statementWork
 */
export function isUsuallyBrief(sql: string): boolean {
  return CREATES_TABLE.test(sql) ? !AS.test(sql) : ADDS_COLUMN.test(sql) && !FILLED.test(sql);
}
