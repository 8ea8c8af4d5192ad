import { sliceColour } from './palette.ts';
import type { Picture, PictureRow } from './picture.ts';

/**
 * The picture as a Mermaid flowchart, as GitHub and GitLab draw it: a subgraph for each slice, dotted arrows from
 * dependencies.
 */
export function toMermaid({ rows, drawing, dependencies, slices }: Picture): string {
  const numbered = rows.map((row, n) => ({ row, n }));
  const groups = slices.flatMap((slice, n) => [
    `  subgraph s${n}["${escaped(slice)}"]`,
    ...numbered
      .filter(({ row }) => row.revision.slice === slice)
      .map(({ row, n: id }) => `    r${id}["${label(row)}"]${row.standing === 'unknown' ? '' : `:::${row.standing}`}`),
    '  end',
    `  style s${n} fill:#ffffff,stroke:${sliceColour(n)}`,
  ]);
  const { lanes } = drawing;
  const lines = [...lanes.lines, ...lanes.rows.flatMap((row) => row.cut)];
  return [
    'flowchart BT',
    ...groups,
    ...lines.map(({ from, to, direct }) => `  r${to} ${direct ? '-->' : '-- … -->'} r${from}`),
    ...dependencies.map(({ from, to }) => `  r${to} -.-> r${from}`),
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
