import { at } from '../../graph/structure/at.ts';
import type { Lanes } from '../lanes.ts';
import type { Line } from '../line.ts';

const LANE = 18;
const ROW = 26;
const TOP = 58;

/** Where rows and lanes are, in pixels. */
export interface SvgPlace {
  x(lane: number): number;
  y(row: number): number;
}

export function svgPlace(left: number): SvgPlace {
  return { x: (lane) => left + lane * LANE, y: (row) => TOP + row * ROW };
}

/** A line: out of its revision into its lane, down, and into the revision at its end. */
export function lanePath(
  { x, y }: SvgPlace,
  lanes: Lanes,
  line: Line & { readonly lane: number },
  colour: string,
): string {
  const from = { x: x(at(lanes.rows, line.from).column), y: y(line.from) };
  const to = { x: x(at(lanes.rows, line.to).column), y: y(line.to) };
  const lane = x(line.lane);
  const path = [`M${from.x} ${from.y}`];
  const [bendFrom, bendTo] = [from.x !== lane, to.x !== lane];
  if (line.to - line.from === 1 && (bendFrom || bendTo)) {
    path.push(`C${from.x} ${from.y + ROW / 2} ${to.x} ${to.y - ROW / 2} ${to.x} ${to.y}`);
  } else {
    if (bendFrom) path.push(`C${from.x} ${from.y + ROW / 2} ${lane} ${from.y + ROW / 2} ${lane} ${from.y + ROW}`);
    if (bendTo)
      path.push(`L${lane} ${to.y - ROW}`, `C${lane} ${to.y - ROW / 2} ${to.x} ${to.y - ROW / 2} ${to.x} ${to.y}`);
    else path.push(`L${to.x} ${to.y}`);
  }
  return `<path d="${path.join('')}" stroke="${colour}"${line.direct ? '' : ' stroke-dasharray="1 4"'}/>`;
}

/** A dependency: an arc in the margin left of the lanes, the wider the farther it reaches. */
export function dependencyArc({ x, y }: SvgPlace, lanes: Lanes, from: number, to: number): string {
  const start = { x: x(at(lanes.rows, from).column) - 5, y: y(from) };
  const end = { x: x(at(lanes.rows, to).column) - 5, y: y(to) };
  const out = Math.min(start.x, end.x, x(0)) - Math.min(52, 10 + 6 * Math.log2(1 + Math.abs(to - from)));
  return `<path d="M${start.x} ${start.y}C${out} ${start.y} ${out} ${end.y} ${end.x} ${end.y}"/>`;
}
