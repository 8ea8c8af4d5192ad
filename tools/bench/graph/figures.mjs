/** @typedef {import('../record.mjs').Table} Table */

/** By size, row and shape. @type {Map<number, Map<string, Map<string, string>>>} */
const figures = new Map();

/**
 * Keeps a figure, to be recorded.
 *
 * @param {number} size
 * @param {string} shape
 * @param {string} row
 * @param {string} found
 */
export function keep(size, shape, row, found) {
  const rows = figures.get(size) ?? new Map();
  figures.set(size, rows.set(row, (rows.get(row) ?? new Map()).set(shape, found)));
}

/**
 * A table for each size, with a column for each shape.
 *
 * @param {readonly string[]} shapes
 * @returns {Table[]}
 */
export function tablesOf(shapes) {
  return [...figures].map(([size, rows]) => ({
    columns: [`${size.toLocaleString('en-US')} revisions`, ...shapes],
    rows: [...rows].map(([row, found]) => [row, ...shapes.map((shape) => found.get(shape) ?? '')]),
  }));
}
