import { at } from '../graph/structure/at.ts';
import { inBlocks } from './in-blocks.ts';
import { sliceColour } from './palette.ts';
import type { Picture, PictureRow } from './picture.ts';

/**
 * The picture as a Mermaid flowchart, as GitHub and GitLab draw it: a subgraph for each slice, dotted arrows from
 * dependencies.
 */
export function toMermaid({ rows, drawing, dependencies, slices }: Picture): string {
  const bySlice = new Map(slices.map((slice): [string, number[]] => [slice, []]));
  for (const [n, { revision }] of rows.entries()) bySlice.get(revision.slice)?.push(n);
  const groups = slices.flatMap((slice, n) => [
    `  subgraph s${n}["${escaped(slice)}"]`,
    ...inBlocks(bySlice.get(slice) ?? [], (id) => {
      const row = at(rows, id);
      return `    r${id}["${label(row)}"]${row.standing === 'unknown' ? '' : `:::${row.standing}`}`;
    }),
    '  end',
    `  style s${n} fill:#ffffff,stroke:${sliceColour(n)}`,
  ]);
  const { lanes } = drawing;
  const lines = [...lanes.lines, ...lanes.rows.flatMap((row) => row.cut)];
  return [
    'flowchart BT',
    ...groups,
    ...inBlocks(lines, ({ from, to, direct }) => `  r${to} ${direct ? '-->' : '-- … -->'} r${from}`),
    ...inBlocks(dependencies, ({ from, to }) => `  r${to} -.-> r${from}`),
    ...(rows.some(({ standing }) => standing !== 'unknown') ? CLASSES : []),
    '',
  ].join('\n');
}

const CLASSES = [
  '  classDef applied fill:#ececec,stroke:#5c5c5c',
  '  classDef current fill:#d8e8d8,stroke:#00795a,stroke-width:3px',
  '  classDef pending fill:#ffffff,stroke:#5c5c5c',
];

function label({ revision, marks, standing }: PictureRow): string {
  const words = [...marks, ...(standing === 'current' ? ['current'] : [])];
  const lines = [revision.id, revision.message, ...(words.length === 0 ? [] : [`(${words.join(', ')})`])];
  return lines.map(escaped).join('<br/>');
}

/** Mermaid reads HTML and Markdown in labels: everything but plain text becomes its number. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[^\p{L}\p{N} .,:/()@+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
