import { createHash } from 'node:crypto';

/**
 * One revision of two DDL statements, and the way back.
 *
 * @typedef {object} BenchRevision
 * @property {string} id
 * @property {string} slice
 * @property {readonly string[]} revises
 * @property {readonly string[]} dependsOn
 * @property {readonly string[]} up
 * @property {readonly string[]} down
 */

/**
 * `count` revisions, one after the other, in one slice.
 *
 * @param {number} count
 * @returns {BenchRevision[]}
 */
export function line(count) {
  return Array.from({ length: count }, (_, index) => revision('line', index, []));
}

/** In each slice of {@link lineOfColumns}, of so many revisions one makes a table. */
export const COLUMNS = 4;

/**
 * The other shape that histories have: a table every fourth revision, and columns of it between; with names as long as those of large applications.
 *
 * @param {number} count
 * @returns {BenchRevision[]}
 */
export function lineOfColumns(count) {
  const slice = 'customer_relationship_events';
  return Array.from({ length: count }, (_, index) => {
    const made = revision(slice, index - (index % COLUMNS), []);
    const own = { ...made, id: idOf(slice, index), revises: index === 0 ? [] : [idOf(slice, index - 1)] };
    if (index % COLUMNS === 0) return own;
    const table = `${slice}_${String(index - (index % COLUMNS)).padStart(4, '0')}`;
    const columns = ['first_remark_of_the_customer', 'second_remark_of_the_customer'].map(
      (name) => `${name}_${index % COLUMNS}`,
    );
    return {
      ...own,
      up: columns.map((column) => `alter table ${table} add column ${column} text`),
      down: columns.toReversed().map((column) => `alter table ${table} drop column ${column}`),
    };
  });
}

/**
 * Slices side by side, with dependencies across them; in an order in which they can be applied.
 *
 * @param {number} slices
 * @param {number} length revisions of each slice
 * @param {number} crossings dependencies on a revision of the slice before, spread over the whole
 * @returns {BenchRevision[]}
 */
export function weave(slices, length, crossings) {
  const name = (/** @type {number} */ slice) => `slice${String(slice).padStart(2, '0')}`;
  const every = Math.floor((slices * length) / crossings);
  return Array.from({ length: slices * length }, (_, index) => {
    const [slice, place] = [index % slices, Math.floor(index / slices)];
    const crosses = slice > 0 && place > 0 && index % every === every - 1;
    return revision(name(slice), place, crosses ? [idOf(name(slice - 1), place - 1)] : []);
  });
}

/**
 * @param {string} slice
 * @param {number} place
 * @param {readonly string[]} dependsOn
 * @returns {BenchRevision}
 */
function revision(slice, place, dependsOn) {
  const table = `${slice}_${String(place).padStart(4, '0')}`;
  return {
    id: idOf(slice, place),
    slice,
    revises: place === 0 ? [] : [idOf(slice, place - 1)],
    dependsOn,
    up: [
      `create table ${table} (id bigint primary key, name text not null)`,
      `alter table ${table} add column note text`,
    ],
    down: [`alter table ${table} drop column note`, `drop table ${table}`],
  };
}

/**
 * @param {string} slice
 * @param {number} place
 */
function idOf(slice, place) {
  return createHash('sha256').update(`${slice} ${place}`).digest('hex').slice(0, 12);
}
