/**
 * Selects with the same columns as few statements of `most` each, to be sent at once. A single one for all would
 * take the planner a time that grows with the square of their number.
 *
 * @param weightOf how much of `most` each takes; 1 by default
 */
export function inStatements(
  selects: readonly string[],
  most: number,
  weightOf: (index: number) => number = () => 1,
): string {
  const statements: string[][] = [];
  let weight = most;
  for (const [index, select] of selects.entries()) {
    const own = weightOf(index);
    if (weight + own > most || statements.length === 0) {
      statements.push([]);
      weight = 0;
    }
    statements.at(-1)?.push(select);
    weight += own;
  }
  return statements.map((parts) => parts.join('\nunion all\n')).join(';\n');
}
