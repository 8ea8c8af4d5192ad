import type { GraphRow, GraphView } from '../../commands/ui/graph-view.ts';
import { Html, html } from '../html/html.ts';
import { drawLanes, lanesWidth, sliceLook } from '../lanes/draw-lanes.ts';
import { DEFAULT_ZOOM, LineIndex, ZOOMS } from '../lanes/geometry.ts';
import { isProven } from '../lanes/is-proven.ts';
import { NO_STANDING, STANDING_NAMES } from '../lanes/standing-names.ts';

/** The width of the mark of an environment, in pixels; as in the style sheet. */
const MARK = 72;

/**
 * The newest rows with their lanes, as the script draws them: they are painted before it runs, and nothing moves
 * afterwards. Sizes are attributes, because the page's policy forbids inline styles.
 */
export function firstRows(view: GraphView, count: number): Html {
  const zoom = ZOOMS[DEFAULT_ZOOM];
  if (zoom === undefined) return html``;
  const rows = view.rows.slice(0, count);
  const width = lanesWidth(view, zoom);
  const left = view.environments.length * MARK;
  const lanes = new Html(
    drawLanes(view, new LineIndex(view.lines, view.rows.length), { first: 0, end: rows.length, zoom }),
  );
  return html`<div class="first-rows" role="presentation"><svg class="lanes" aria-hidden="true" width="${left + width + 30}" height="${rows.length * zoom.row}"><g transform="translate(${left} 0)">${lanes}</g></svg>${rows.map((row, at) => rowHtml(view, row, at, width))}</div>`;
}

function rowHtml(view: GraphView, row: GraphRow, at: number, width: number): Html {
  const { id, message, labels, marks, proof } = row;
  const tags = [
    ...labels.map((label) => html`<span class="row-tag row-label">@${label}</span>`),
    ...marks.filter((mark) => mark !== 'merge').map((mark) => html`<span class="row-tag row-mark">${mark}</span>`),
    ...(proof === null
      ? []
      : [html`<span class="row-tag ${isProven(proof) ? 'row-proof' : 'row-unproven'}">${proof}</span>`]),
  ];
  return html`<div role="option" aria-selected="false" class="row ${sliceLook(view, at)}"><span class="row-where">${view.environments.map(
    ({ name, standing }) => markHtml(name, standing[at] ?? 'u'),
  )}</span><svg class="row-lanes" width="${width}" height="1" aria-hidden="true"></svg><span class="row-id">${id}</span><span class="row-slice">${view.slices[row.slice] ?? ''}</span><span class="row-message">${message}</span><span class="row-tags">${tags}</span><span class="row-day">${row.created}</span></div>`;
}

function markHtml(environment: string, letter: string): Html {
  const [name, text] = STANDING_NAMES[letter] ?? NO_STANDING;
  return html`<span class="mark mark-${name}"><span class="visually-hidden">${environment}: ${text}. </span></span>`;
}
