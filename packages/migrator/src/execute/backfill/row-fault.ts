/**
 * Classes of SQLSTATE that a row's values cause, so that other rows of the batch may well be changed: cardinality,
 * data, integrity constraints, triggered data changes, WITH CHECK OPTION, exceptions of PL/pgSQL.
 */
const CLASSES = new Set(['21', '22', '23', '27', '44', 'P0']);

/** Whether it may be one row that the server refused, and not the statement as such. */
export function blamesRow(sqlState: string | undefined): boolean {
  return CLASSES.has(sqlState?.slice(0, 2) ?? '');
}
