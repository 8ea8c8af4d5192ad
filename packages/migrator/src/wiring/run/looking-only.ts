/**
 * Options of a connection that only looks: there are others to look at, so it waits for none for long.
 *
 * @param looksMs how long a statement may take, in milliseconds; `undefined`: it is an ordinary connection
 */
export function lookingOnly(looksMs: number | undefined) {
  return looksMs === undefined ? {} : { looksMs, connectTimeoutMs: looksMs, answerTimeoutMs: 2 * looksMs };
}
