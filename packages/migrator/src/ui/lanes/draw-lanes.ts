import type { GraphView } from '../../commands/ui/graph-view.ts';
import { type LineIndex, linePath, placeOf, type Zoom } from './geometry.ts';

const SLICE_LOOKS = 8;

/** The rows to draw, from `first` to before `end`, at a zoom. */
export interface Window {
  readonly first: number;
  readonly end: number;
  readonly zoom: Zoom;
}

/** The width of all lanes, in pixels. */
export function lanesWidth({ width }: GraphView, zoom: Zoom): number {
  return (width + 1) * zoom.lane;
}

/** Lanes and revisions of a window, as the content of an SVG. It contains only numbers and names of our own classes. */
export function drawLanes(view: GraphView, index: LineIndex, { first, end, zoom }: Window): string {
  const place = placeOf(zoom, first);
  // One path for all lines that look the same, so that the drawing has few elements.
  const paths = new Map<string, string>();
  for (const number of index.within(first, end)) {
    const line = view.lines[number];
    if (line === undefined) continue;
    const [from, to, , direct] = line;
    const look = `line ${sliceLook(view, to)}${direct === 1 ? '' : ' line-far'}`;
    const path = linePath(place, line, { from: laneOf(view, from), to: laneOf(view, to) }, zoom.row);
    paths.set(look, (paths.get(look) ?? '') + path);
  }
  const parts = [...paths].map(([look, path]) => `<path class="${look}" d="${path}"/>`);
  const radius = Math.max(2.5, Math.min(5.5, zoom.row / 5));
  for (let row = first; row < end; row++) parts.push(node(view, row, place.x(laneOf(view, row)), place.y(row), radius));
  return parts.join('');
}

/** Lines to what a revision needs and to what needs it, as the content of an SVG that begins with the first row. */
export function drawNeeds(view: GraphView, row: number, zoom: Zoom): string {
  const place = placeOf(zoom, 0);
  return view.dependencies
    .filter(([from, to]) => from === row || to === row)
    .map(([from, to]) => {
      const [x, y, below, belowX] = [
        place.x(laneOf(view, from)),
        place.y(from),
        place.y(to),
        place.x(laneOf(view, to)),
      ];
      const out = Math.max(x, belowX) + 24;
      return `<path class="line-needs" d="M${x} ${y}C${out} ${y} ${out} ${below} ${belowX} ${below}"/>`;
    })
    .join('');
}

/** A merge is a diamond, a head has a ring, and a revision that no database has is hollow. */
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

function laneOf(view: GraphView, row: number): number {
  return view.rows[row]?.lane ?? 0;
}

/** The class that gives the slice of a row its colour. */
export function sliceLook({ rows }: GraphView, row: number): string {
  return `slice-${(rows[row]?.slice ?? 0) % SLICE_LOOKS}`;
}
