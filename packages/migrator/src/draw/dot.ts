import { at } from '../graph/structure/at.ts';
import { inBlocks } from './in-blocks.ts';
import { sliceColour } from './palette.ts';
import type { Picture, PictureRow } from './picture.ts';

/**
 * The picture for Graphviz: a cluster for each slice, arrows from parents to children, dotted ones from dependencies.
 */
export function toDot({ rows, drawing, dependencies, slices }: Picture): string {
  const bySlice = new Map(slices.map((slice): [string, PictureRow[]] => [slice, []]));
  for (const row of rows) bySlice.get(row.revision.slice)?.push(row);
  const clusters = slices.flatMap((slice, n) => [
    `  subgraph cluster_${n} {`,
    `    label=${quoted(slice)}; color="${sliceColour(n)}"; fontcolor="${sliceColour(n)}";`,
    ...inBlocks(
      bySlice.get(slice) ?? [],
      (row) => `    ${quoted(row.revision.id)} [label=${quoted(label(row))}, color="${sliceColour(n)}"${style(row)}];`,
    ),
    '  }',
  ]);
  const name = (row: number): string => quoted(at(rows, row).revision.id);
  const { lines } = drawing.lanes;
  const cut = drawing.lanes.rows.flatMap((row) => row.cut);
  return [
    'digraph revisions {',
    '  rankdir=BT;',
    '  node [shape=box, style="rounded", fontname="Helvetica", fontsize=10];',
    '  edge [arrowsize=0.6];',
    ...clusters,
    ...inBlocks(
      [...lines, ...cut],
      ({ from, to, direct }) => `  ${name(to)} -> ${name(from)}${direct ? '' : ' [style=dashed]'};`,
    ),
    ...inBlocks(
      dependencies,
      ({ from, to }) => `  ${name(to)} -> ${name(from)} [style=dotted, constraint=false, color="#8c8c8c"];`,
    ),
    '}',
    '',
  ].join('\n');
}

function label({ revision, marks, standing }: PictureRow): string {
  const words = [...marks, ...(standing === 'current' ? ['current'] : [])];
  return [revision.id, revision.message, ...(words.length === 0 ? [] : [`(${words.join(', ')})`])].join('\n');
}

function style({ standing }: PictureRow): string {
  if (standing === 'applied') return ', style="rounded,filled", fillcolor="#ececec"';
  return standing === 'current' ? ', style="rounded,filled,bold", fillcolor="#d8e8d8"' : '';
}

/** A string of the DOT language: only quotes and backslashes are special in it. */
function quoted(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replace(/[\r\0]/g, ' ')}"`;
}
