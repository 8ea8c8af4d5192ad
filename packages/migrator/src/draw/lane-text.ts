import type { LaneRow, Lanes } from './lanes.ts';

/** The characters of a drawing. Corners are named by where the lane goes from them. */
export interface Glyphs {
  readonly lane: string;
  /** A lane beside which revisions are left out. */
  readonly dotted: string;
  readonly across: string;
  /** Between two others, left edge, right edge. */
  readonly end: readonly [middle: string, left: string, right: string];
  readonly start: readonly [middle: string, left: string, right: string];
  readonly join: readonly [middle: string, left: string, right: string];
}

export const UNICODE: Glyphs = {
  lane: '│',
  dotted: '┊',
  across: '─',
  end: ['┴', '╰', '╯'],
  start: ['┬', '╭', '╮'],
  join: ['┼', '├', '┤'],
};

export const ASCII: Glyphs = {
  lane: '|',
  dotted: ':',
  across: '-',
  end: ["'", "'", "'"],
  start: ['.', '.', '.'],
  join: ['+', '+', '+'],
};

export interface LaneTextOptions {
  readonly glyphs: Glyphs;
  /** The character of the revision of a row. */
  node(row: number): string;
  /** Colours a character by the row of the revision that it leads to (or is). */
  paint(text: string, row: number): string;
}

/** The lanes of one row; all texts have the same width in every row. */
export interface LaneText {
  /** An extra line above: the revision would be right under one that it has nothing to do with. */
  readonly gap: string | undefined;
  readonly first: string;
  /** For further lines of the same row: what continues downwards. */
  readonly rest: string;
}

export function laneTexts({ rows, width }: Lanes, options: LaneTextOptions): LaneText[] {
  let under: LaneRow | undefined;
  let rest: string | undefined;
  return rows.map((row, at) => {
    const apart = under?.column === row.column && under.starts.length + under.joins.length === 0;
    const gap = apart ? rest : undefined;
    under = row;
    rest = restLine(row, width, options);
    return { gap, first: firstLine(row, at, width, options), rest };
  });
}

function firstLine(row: LaneRow, at: number, width: number, { glyphs, node, paint }: LaneTextOptions): string {
  const { column } = row;
  const touched = [column, ...row.ends, ...row.starts, ...row.joins];
  const [left, right] = [Math.min(...touched), Math.max(...touched)];
  let text = '';
  for (let lane = 0; lane < width; lane++) {
    const line = row.below[lane] ?? row.above[lane];
    if (lane === column) text += paint(node(at), at);
    else if (touched.includes(lane)) text += paint(corner(row, lane, left, right, glyphs), line?.to ?? at);
    else if (line !== undefined) text += paint(line.direct ? glyphs.lane : glyphs.dotted, line.to);
    else text += lane > left && lane < right ? paint(glyphs.across, at) : ' ';
    if (lane + 1 < width) text += lane >= left && lane < right ? paint(glyphs.across, at) : ' ';
  }
  return text;
}

function restLine(row: LaneRow, width: number, { glyphs, paint }: LaneTextOptions): string {
  const cells = Array.from({ length: width }, (_, lane) => {
    const line = row.below[lane];
    return line === undefined ? ' ' : paint(line.direct ? glyphs.lane : glyphs.dotted, line.to);
  });
  return cells.join(' ');
}

function corner(row: LaneRow, lane: number, left: number, right: number, glyphs: Glyphs): string {
  const side = lane === left ? 1 : lane === right ? 2 : 0;
  const comes = row.ends.includes(lane);
  const goes = row.starts.includes(lane);
  if (comes && !goes) return glyphs.end[side];
  return goes && !comes ? glyphs.start[side] : glyphs.join[side];
}
