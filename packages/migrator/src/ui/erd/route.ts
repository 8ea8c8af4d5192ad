/** How far a line that begins and ends on the same side goes around, in pixels. */
export const AROUND = 48;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The box of a table, and the distance from its upper edge to the column at which a line begins or ends. */
export interface Port {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly row: number;
}

/** A line between two columns. */
export interface Route {
  readonly points: readonly Point[];
  /** The side of the table on which it begins: 1 right, -1 left. */
  readonly side: 1 | -1;
  /** Whether both ends are on the same side, so that the line goes around. */
  readonly around: boolean;
}

/**
 * A line from column to column, on the sides of their boxes that face each other.
 *
 * @param between points through which the layout leads a long line past other boxes
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

/** For a short line, the ends say as much as the layout. */
function inner(between: readonly Point[]): readonly Point[] {
  return between.length < 2 ? [] : between;
}
