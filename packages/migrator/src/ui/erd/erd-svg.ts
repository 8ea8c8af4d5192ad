import { type Html, html } from '../html/html.ts';
import { sliceClass } from '../html/slice-class.ts';
import {
  type Erd,
  HEAD_HEIGHT,
  type PlacedReference,
  type PlacedTable,
  ROW_HEIGHT,
  shortType,
} from './lay-out-tables.ts';
import { AROUND } from './route.ts';

/** In a narrower window, diagrams up to this width (in pixels) shrink; wider ones scroll. */
const FITS = 1_700;

export interface ErdOptions {
  readonly slices: readonly string[];
  /** A description for screen readers. */
  readonly title: string;
  /** The link of a table; `undefined`: none. */
  addressOf(table: string): string | undefined;
}

/** A diagram of tables and their references. Its colours, those of the slices, come from the style sheet. */
export function erdSvg(erd: Erd, { slices, title, addressOf }: ErdOptions): Html {
  const { width, height, tables, references } = erd;
  const boxes = tables.map((table) => {
    const address = addressOf(table.table.key);
    const drawn = box(table, slices);
    return address === undefined ? drawn : html`<a href="${address}">${drawn}</a>`;
  });
  return html`<svg class="erd${width <= FITS ? ' erd-fits' : ''}" role="group" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<g class="erd-lines" aria-hidden="true">${references.map(line)}</g>
${boxes}</svg>`;
}

function box({ table, columns, more, x, y, width, height }: PlacedTable, slices: readonly string[]): Html {
  const rowY = (at: number): number => HEAD_HEIGHT + at * ROW_HEIGHT + 15;
  const rows = columns.map(
    ({ name, type, isKey, isReference, notNull }, at) =>
      html`<text class="erd-column${isKey ? ' erd-key' : ''}" x="12" y="${rowY(at)}">${isKey ? '◆ ' : isReference ? '→ ' : ''}${cut(name, 26)}${notNull || isKey ? '' : '?'}</text><text class="erd-type" x="${width - 10}" y="${rowY(at)}" text-anchor="end">${cut(shortType(type), 18)}</text>`,
  );
  const rest =
    more === 0 ? null : html`<text class="erd-type" x="12" y="${rowY(columns.length)}">and ${more} more</text>`;
  return html`<g class="erd-table ${sliceClass(slices, table.slice)}" transform="translate(${x} ${y})"><title>${table.key}, ${table.slice ?? 'no slice'}</title><rect class="erd-box" width="${width}" height="${height}" rx="8"/><path class="erd-band" d="M0 8a8 8 0 0 1 8-8h${width - 16}a8 8 0 0 1 8 8v${HEAD_HEIGHT - 8}h-${width}z"/><text class="erd-name" x="12" y="20">${cut(table.name, 34)}</text>${rows}${rest}</g>`;
}

/** A smooth line, with a crow's foot if many rows can refer to one. */
function line({ route, isUnique, isOptional, from, to, name }: PlacedReference): Html | null {
  const { points, side, around } = route;
  const [first, ...others] = points;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return null;
  let path = `M${first.x} ${first.y}`;
  let before = first;
  for (const point of others) {
    const middle = around ? Math.max(first.x, last.x) + AROUND : Math.round((before.x + point.x) / 2);
    path += `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
  }
  const foot = isUnique
    ? `M${first.x + 8 * side} ${first.y - 6}v12`
    : `M${first.x} ${first.y - 6}L${first.x + 10 * side} ${first.y}L${first.x} ${first.y + 6}`;
  return html`<g class="${isOptional ? 'erd-line erd-optional' : 'erd-line'}"><title>${name}: ${from} to ${to}</title><path d="${path}"/><path class="erd-foot" d="${foot}"/><circle cx="${last.x}" cy="${last.y}" r="3"/></g>`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
