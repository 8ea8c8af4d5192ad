import { keptLines } from './kept-lines.ts';
import type { Line } from './line.ts';

/** What a lane holds at one row. */
export interface LaneRow {
  /** The lane of the revision itself. */
  readonly column: number;
  /** Lanes that come from above and end here. */
  readonly ends: readonly number[];
  /** Lanes that begin here and go down; `column` may be among them. */
  readonly starts: readonly number[];
  /** Lanes of other lines to the same end, which a line of this row joins. */
  readonly joins: readonly number[];
  /** By lane: the line that leaves this row downwards. */
  readonly below: readonly (Line | undefined)[];
  /** By lane: the line that comes from above. */
  readonly above: readonly (Line | undefined)[];
  /** Lines of this row that are not drawn, for want of lanes. */
  readonly cut: readonly Line[];
}

export interface Lanes {
  readonly rows: readonly LaneRow[];
  /** Number of columns in use. */
  readonly width: number;
  /** Every drawn line with its lane. */
  readonly lines: readonly (Line & { readonly lane: number })[];
}

/**
 * Gives every row a column and every line a lane, so that each row can be drawn by itself. A lane belongs to one line
 * from the row below its beginning to the row of its end. At most `limit` lanes: from half of them on, lines with the
 * same end share one; beyond that, the lines that reach farthest are cut and told of.
 *
 * @param linesOf by row: its lines, to rows below it
 */
export function layLanes(linesOf: readonly (readonly Line[])[], limit: number): Lanes {
  const keep = keptLines(linesOf, limit);
  const holds: (Line | undefined)[] = [];
  const rows: LaneRow[] = [];
  const drawn: (Line & { readonly lane: number })[] = [];
  let width = 0;
  let below: readonly (Line | undefined)[] = [];
  linesOf.forEach((own, row) => {
    const above = below;
    const ends = lanesTo(holds, row);
    const column = ends[0] ?? freeLane(holds, 0, limit, []) ?? limit;
    for (const lane of ends) holds[lane] = undefined;
    const starts: number[] = [];
    const joins: number[] = [];
    const cut: Line[] = [];
    for (const line of own) {
      const place = keep.has(line) ? placeOf(holds, line, { column, ends, limit }) : undefined;
      if (place === undefined) cut.push(line);
      else {
        drawn.push({ from: line.from, to: line.to, direct: line.direct, lane: place });
        if (holds[place] !== undefined) joins.push(place);
        else {
          starts.push(place);
          holds[place] = line;
        }
      }
    }
    while (holds.length > 0 && holds.at(-1) === undefined) holds.pop();
    width = Math.max(width, column + 1, holds.length);
    // Rows share what does not change between them: at 100,000 they would be most of the memory.
    if (holds.length !== below.length || holds.some((line, lane) => line !== below[lane])) below = [...holds];
    rows.push({
      column,
      ends: shared(ends),
      starts: shared(starts),
      joins: shared(joins),
      above,
      below,
      cut: shared(cut),
    });
  });
  return { rows, width, lines: drawn };
}

const NONE: readonly never[] = [];

function shared<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list;
}

interface Place {
  readonly column: number;
  readonly ends: readonly number[];
  readonly limit: number;
}

/** A free lane, or the lane of another line to the same end; `undefined` when there is neither. */
function placeOf(holds: readonly (Line | undefined)[], line: Line, { column, ends, limit }: Place): number | undefined {
  const shared = lanesTo(holds, line.to)[0];
  const crowded = holds.filter((held) => held !== undefined).length >= limit / 2;
  if (crowded && shared !== undefined) return shared;
  if (column < limit && holds[column] === undefined) return column;
  return (
    freeLane(holds, column + 1, limit, ends) ??
    freeLane(holds, 0, limit, ends) ??
    shared ??
    freeLane(holds, 0, limit, [])
  );
}

function lanesTo(holds: readonly (Line | undefined)[], row: number): number[] {
  const lanes: number[] = [];
  for (let lane = 0; lane < holds.length; lane++) if (holds[lane]?.to === row) lanes.push(lane);
  return lanes;
}

/** A lane in which something ended in this row is not free in it: the reader would take the two for one. */
function freeLane(
  holds: readonly (Line | undefined)[],
  from: number,
  limit: number,
  taken: readonly number[],
): number | undefined {
  for (let lane = from; lane < limit; lane++) if (holds[lane] === undefined && !taken.includes(lane)) return lane;
  return undefined;
}
