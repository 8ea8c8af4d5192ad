import { at } from '../../graph/structure/at.ts';
import { inBlocks } from '../in-blocks.ts';
import { sliceColour } from '../palette.ts';
import type { Picture, PictureRow } from '../picture.ts';
import { dependencyArc, lanePath, svgPlace } from './svg-lines.ts';
import { xmlText } from './xml-text.ts';

const CHARACTER = 7.3;
const MESSAGE = 72;

/** The picture as one SVG document without references to anything outside. Newest on top; pixels. */
export function toSvg(picture: Picture): string {
  const { rows, drawing, dependencies, slices } = picture;
  const { lanes } = drawing;
  const left = dependencies.length === 0 ? 24 : 64;
  const place = svgPlace(left);
  const colour = new Map(slices.map((slice, n) => [slice, sliceColour(n)]));
  const colourOf = (row: number): string => colour.get(at(rows, row).revision.slice) ?? sliceColour(0);
  const texts = place.x(lanes.width) + 6;
  const longest = rows.reduce((most, { revision }) => Math.max(most, revision.id.length), 0);
  const idWidth = longest * CHARACTER + 16;
  const labelOf = (row: PictureRow, n: number): string =>
    label(
      row,
      at(lanes.rows, n).cut.map(({ to }) => at(rows, to).revision.id),
    );
  const widest = rows.reduce((most, row, n) => Math.max(most, labelOf(row, n).length), 20);
  const legend = legendOf(slices, colour);
  const width = Math.ceil(Math.max(texts + idWidth + widest * CHARACTER, left + legend.width) + 16);
  const height = place.y(rows.length) + 8;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="12">`,
    '<title>Revisions, newest on top</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<g transform="translate(${left} 24)">${legend.text}</g>`,
    '<g fill="none" stroke="#8c8c8c" stroke-dasharray="3 3">',
    ...inBlocks(dependencies, ({ from, to }) => dependencyArc(place, lanes, from, to)),
    '</g>',
    '<g fill="none" stroke-width="2">',
    ...inBlocks(lanes.lines, (line) => lanePath(place, lanes, line, colourOf(line.to))),
    '</g>',
    ...inBlocks(rows, (row, n) => {
      const [x, y] = [place.x(at(lanes.rows, n).column), place.y(n)];
      const dot = node(row, x, y, colourOf(n));
      const id = `<text x="${texts}" y="${y + 4}" fill="${colourOf(n)}" font-weight="bold">${xmlText(row.revision.id)}</text>`;
      return `<g><title>${xmlText(row.revision.file)}</title>${dot}${id}<text x="${texts + idWidth}" y="${y + 4}" fill="#222222">${xmlText(labelOf(row, n))}</text></g>`;
    }),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** Full: applied, or no database was asked. Hollow: not applied. With a ring: where the database is. */
function node({ standing }: PictureRow, x: number, y: number, colour: string): string {
  const ring =
    standing === 'current'
      ? `<circle cx="${x}" cy="${y}" r="8" fill="none" stroke="${colour}" stroke-width="1.5"/>`
      : '';
  const fill = standing === 'pending' ? '#ffffff' : colour;
  return `<circle cx="${x}" cy="${y}" r="5" fill="${fill}" stroke="${colour}" stroke-width="2"/>${ring}`;
}

/** `cut` names parents to which no line leads, for want of lanes. */
function label({ revision, marks, standing }: PictureRow, cut: readonly string[]): string {
  const message = revision.message.length > MESSAGE ? `${revision.message.slice(0, MESSAGE - 1)}…` : revision.message;
  const words = [
    ...revision.labels.map((name) => `@${name}`),
    ...marks,
    ...(standing === 'current' ? ['current'] : []),
    ...cut.map((id) => `↓ ${id}`),
  ];
  return words.length === 0 ? message : `${message} (${words.join(', ')})`;
}

function legendOf(slices: readonly string[], colour: ReadonlyMap<string, string>) {
  let x = 0;
  const parts = slices.map((slice) => {
    const start = x;
    x += 18 + slice.length * CHARACTER + 16;
    return `<circle cx="${start + 5}" cy="0" r="5" fill="${colour.get(slice)}"/><text x="${start + 16}" y="4" fill="#222222">${xmlText(slice)}</text>`;
  });
  return { text: parts.join(''), width: x };
}
