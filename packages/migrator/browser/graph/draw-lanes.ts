import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { type LineIndex, linePath, placeOf, type Zoom } from './geometry.ts';

const SLICE_LOOKS = 8;

/** What is drawn: rows from `first` to before `end`, at a zoom. */
export interface Window {
  readonly first: number;
  readonly end: number;
  readonly zoom: Zoom;
  readonly active: number;
}

/** Lanes and revisions of a window, as the inside of an SVG: numbers and names of classes of ours, and nothing else. */
export function drawLanes(view: GraphView, index: LineIndex, { first, end, zoom, active }: Window): string {
  const place = placeOf(zoom, first);
  const laneOf = (row: number): number => view.rows[row]?.lane ?? 0;
  const parts: string[] = [];
  for (const number of index.within(first, end)) {
    const line = view.lines[number];
    if (line === undefined) continue;
    const [from, to, , direct] = line;
    const path = linePath(place, line, { from: laneOf(from), to: laneOf(to) }, zoom.row);
    parts.push(`<path class="line ${sliceLook(view, to)}${direct === 1 ? '' : ' line-far'}" d="${path}"/>`);
  }
  for (const [from, to] of view.dependencies) {
    if (from !== active && to !== active) continue;
    const [x, y, below, belowX] = [place.x(laneOf(from)), place.y(from), place.y(to), place.x(laneOf(to))];
    const out = Math.max(x, belowX) + 24;
    parts.push(`<path class="line-needs" d="M${x} ${y}C${out} ${y} ${out} ${below} ${belowX} ${below}"/>`);
  }
  const radius = Math.max(2.5, Math.min(5.5, zoom.row / 5));
  for (let row = first; row < end; row++) parts.push(node(view, row, place.x(laneOf(row)), place.y(row), radius));
  return parts.join('');
}

/** A merge is a diamond, a head has a ring, what no database has is hollow. */
function node(view: GraphView, row: number, x: number, y: number, radius: number): string {
  const marks = view.rows[row]?.marks ?? [];
  const look = sliceLook(view, row);
  const known = view.environments.filter(({ problem }) => problem === null);
  const isPending = known.length > 0 && known.every(({ standing }) => standing[row] === 'p');
  const hollow = isPending ? ' node-pending' : '';
  const ring = marks.includes('head') ? `<circle class="ring ${look}" cx="${x}" cy="${y}" r="${radius + 3}"/>` : '';
  const shape = marks.includes('merge')
    ? `<rect class="node ${look}${hollow}" x="${x - radius}" y="${y - radius}" width="${2 * radius}" height="${2 * radius}" transform="rotate(45 ${x} ${y})"/>`
    : `<circle class="node ${look}${hollow}" cx="${x}" cy="${y}" r="${radius}"/>`;
  return ring + shape;
}

export function sliceLook({ rows }: GraphView, row: number): string {
  return `slice-${(rows[row]?.slice ?? 0) % SLICE_LOOKS}`;
}
