/**
 * Lines of left-aligned columns, two blanks apart, without blanks at their ends. Cells are measured as they are, so
 * colour them with `paint`, which is called with the padded cell.
 */
export function table(
  rows: readonly (readonly string[])[],
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  return rows
    .map((row, r) => {
      const last = row.findLastIndex((cell) => cell !== '');
      return row
        .slice(0, last + 1)
        .map((cell, column) => paint(column === last ? cell : cell.padEnd(widths[column] ?? 0), column, r))
        .join('  ');
    })
    .join('\n');
}

/** `1 revision`, `2 revisions`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
