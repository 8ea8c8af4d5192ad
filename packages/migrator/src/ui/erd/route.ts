/** How far a line goes around that begins and ends at the same side, in pixels. */
export const AROUND = 48;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The box of a table, and how far below its upper edge the column is that a line begins or ends at. */
export interface Port {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly row: number;
}

/** A line between two columns. */
export interface Route {
  readonly points: readonly Point[];
  /** On which side of its table it begins: 1 right, -1 left. */
  readonly side: 1 | -1;
  /** Both ends are on the same side: the line goes around. */
  readonly around: boolean;
}

/**
 * From a column to a column, out of the sides of their boxes that face each other.
 *
 * @param between where the layout leads a long line past other boxes
 */
export function route(from: Port, to: Port, between: readonly Point[]): Route {
  const [startY, endY] = [from.y + from.row, to.y + to.row];
  if (to.x >= from.x + from.width) {
    const ends = [
      { x: from.x + from.width, y: startY },
      { x: to.x, y: endY },
    ] as const;
    return { points: [ends[0], ...inner(between), ends[1]], side: 1, around: false };
  }
  if (to.x + to.width <= from.x) {
    const ends = [
      { x: from.x, y: startY },
      { x: to.x + to.width, y: endY },
    ] as const;
    return { points: [ends[0], ...inner(between), ends[1]], side: -1, around: false };
  }
  const points = [
    { x: from.x + from.width, y: startY },
    { x: to.x + to.width, y: endY },
  ];
  return { points, side: 1, around: true };
}

/** Of a short line the layout says nothing that its ends do not. */
function inner(between: readonly Point[]): readonly Point[] {
  return between.length < 2 ? [] : between;
}
