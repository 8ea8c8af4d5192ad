import type { Line } from './line.ts';

/**
 * The lines that can be drawn when at most `limit` different ends may be running at once. Where there are more, those
 * that reach farthest down go: they are the ones whose lower end nobody sees on the same screen anyway.
 */
export function keptLines(linesOf: readonly (readonly Line[])[], limit: number): ReadonlySet<Line> {
  const kept = new Set<Line>();
  const open = new Map<number, Line[]>();
  linesOf.forEach((own, row) => {
    open.delete(row);
    for (const line of own) {
      kept.add(line);
      const others = open.get(line.to);
      if (others === undefined) open.set(line.to, [line]);
      else others.push(line);
    }
    while (open.size > limit) {
      const farthest = Math.max(...open.keys());
      for (const line of open.get(farthest) ?? []) kept.delete(line);
      open.delete(farthest);
    }
  });
  return kept;
}
