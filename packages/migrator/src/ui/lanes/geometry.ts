import type { GraphLine } from '../../commands/ui/graph-view.ts';

/** The height of rows and the distance of lanes, in pixels; low rows have no text. */
export interface Zoom {
  readonly row: number;
  readonly lane: number;
}

export const ZOOMS: readonly Zoom[] = [
  { row: 8, lane: 8 },
  { row: 20, lane: 12 },
  { row: 30, lane: 16 },
  { row: 38, lane: 18 },
  { row: 48, lane: 22 },
];

export const DEFAULT_ZOOM = 2;

/** Rows below this height have no text: they are an overview. */
export const TEXT_FROM = 14;

const CHUNK = 64;

/** Finds the lines in a window of rows without reading all lines. */
export class LineIndex {
  readonly #lines: readonly GraphLine[];
  /** For each chunk of rows: the lines from above that reach its first row. */
  readonly #running: number[][] = [];

  /** @param lines sorted by their first rows */
  constructor(lines: readonly GraphLine[], rows: number) {
    this.#lines = lines;
    for (let chunk = 0; chunk * CHUNK <= rows; chunk++) this.#running.push([]);
    lines.forEach(([from, to], number) => {
      for (let chunk = Math.floor(from / CHUNK) + 1; chunk * CHUNK <= to; chunk++) this.#running[chunk]?.push(number);
    });
  }

  /** The numbers of the lines that touch the rows from `first` to before `end`. */
  within(first: number, end: number): readonly number[] {
    const chunk = Math.floor(first / CHUNK);
    const found = (this.#running[chunk] ?? []).filter((number) => (this.#lines[number]?.[1] ?? -1) >= first);
    for (let number = this.#from(chunk * CHUNK); number < this.#lines.length; number++) {
      const line = this.#lines[number];
      if (line === undefined || line[0] >= end) break;
      if (line[1] >= first) found.push(number);
    }
    return found;
  }

  /** The first line that begins at a row or below it. */
  #from(row: number): number {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.[0] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The position of a row and a lane in the drawing of a window. */
export interface Place {
  x(lane: number): number;
  y(row: number): number;
}

export function placeOf({ row: height, lane: width }: Zoom, first: number): Place {
  return { x: (lane) => lane * width + width, y: (row) => (row - first) * height + height / 2 };
}

/** From its revision into its lane, down, and to the revision at its end. */
export function linePath(
  { x, y }: Place,
  [from, to, lane]: GraphLine,
  lanes: { readonly from: number; readonly to: number },
  height: number,
): string {
  const [startX, startY] = [x(lanes.from), y(from)];
  const [endX, endY] = [x(lanes.to), y(to)];
  const middle = x(lane);
  if (to - from === 1 && (startX !== middle || endX !== middle)) {
    return `M${startX} ${startY}C${startX} ${startY + height / 2} ${endX} ${endY - height / 2} ${endX} ${endY}`;
  }
  const out =
    startX === middle
      ? ''
      : `C${startX} ${startY + height / 2} ${middle} ${startY + height / 2} ${middle} ${startY + height}`;
  const into =
    endX === middle
      ? `L${endX} ${endY}`
      : `L${middle} ${endY - height}C${middle} ${endY - height / 2} ${endX} ${endY - height / 2} ${endX} ${endY}`;
  return `M${startX} ${startY}${out}${into}`;
}
