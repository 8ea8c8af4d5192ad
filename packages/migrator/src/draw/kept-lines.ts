import type { Line } from './line.ts';

/**
 * The lines that can be drawn when at most `limit` different ends may be running at once. Where there are more, those
 * that reach farthest down go: they are the ones whose lower end nobody sees on the same screen anyway.
 */
export function keptLines(linesOf: readonly (readonly Line[])[], limit: number): ReadonlySet<Line> {
  const kept = new Set<Line>();
  const underWay = new Map<number, Line[]>();
  linesOf.forEach((own, row) => {
    underWay.delete(row);
    for (const line of own) {
      kept.add(line);
      const others = underWay.get(line.to);
      if (others === undefined) underWay.set(line.to, [line]);
      else others.push(line);
    }
    while (underWay.size > limit) {
      const farthest = Math.max(...underWay.keys());
      for (const line of underWay.get(farthest) ?? []) kept.delete(line);
      underWay.delete(farthest);
    }
  });
  return kept;
}
