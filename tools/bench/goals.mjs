/**
 * What the bench has to reach, printed as it is found, and again at the end.
 *
 * @typedef {object} Goal
 * @property {string} what
 * @property {string} found
 * @property {string} goal
 * @property {boolean} isMet
 * @property {boolean} isExact missing it is wrong, and not slow
 */

/** @type {Goal[]} */
const goals = [];
/** @type {string[][]} what was found, in the order of finding */
const rows = [];

/** @param {number} value */
export const ms = (value) => `${Math.round(value)} ms`;

/** A figure without a goal. @param {string} what @param {string} found */
export function tell(what, found) {
  rows.push([what, found, '']);
  console.log(`${''.padEnd(8)}${what.padEnd(62)} ${found.padStart(16)}`);
}

/** @param {string} what @param {string} found @param {boolean} isMet @param {string} goal @param {{ isExact?: boolean }} [how] */
export function judge(what, found, isMet, goal, { isExact = false } = {}) {
  goals.push({ what, found, goal, isMet, isExact });
  rows.push([what, isMet ? found : `**${found}**`, goal]);
  console.log(`${(isMet ? 'met' : 'MISSED').padEnd(8)}${what.padEnd(62)} ${found.padStart(16)}   goal: ${goal}`);
}

/** Says what was missed. Whether all that is exact was met. */
export function summary() {
  const missed = goals.filter(({ isMet }) => !isMet);
  console.log(`\n${goals.length - missed.length} of ${goals.length} goals met`);
  for (const { what, found, goal } of missed) console.log(`  missed: ${what}: ${found} (goal: ${goal})`);
  return !missed.some(({ isExact }) => isExact);
}

/**
 * All of it, to be recorded.
 *
 * @param {string} title
 */
export function foundOf(title) {
  const missed = goals.filter(({ isMet }) => !isMet).map(({ what, found, goal }) => `${what}: ${found}, goal ${goal}`);
  return { missed, table: { columns: [title, 'found', 'goal'], rows } };
}
