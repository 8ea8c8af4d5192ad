/**
 * Options of a connection that only reads: other databases are to be read, too, so it waits only briefly for each.
 *
 * @param looksMs how long a statement may take, in milliseconds; `undefined` for an ordinary connection
 */
export function lookingOnly(looksMs: number | undefined) {
  return looksMs === undefined ? {} : { looksMs, connectTimeoutMs: looksMs, answerTimeoutMs: 2 * looksMs };
}
