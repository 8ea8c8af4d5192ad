// `npm run docs`: draws docs/architecture.svg from the table that the architecture test holds the imports to.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MAY_IMPORT, PURE } from '../../../packages/migrator/test/architecture/layers.ts';

const [WIDTH, ROW, BOX, HEIGHT, TOP] = [940, 78, 104, 36, 56];

/** What each room may import of other rooms; the files that lie directly in src are `index`. */
const rooms = new Map(
  Object.entries(MAY_IMPORT).map(([room, others]) => [
    nameOf(room),
    others.map(nameOf).filter((other) => other !== nameOf(room)),
  ]),
);

function nameOf(room: string): string {
  return room === '.' ? 'index' : room;
}

/** Rooms that may import each other stand in one row; each row imports from the rows below it. */
function levelOf(room: string, above: readonly string[] = []): number {
  const below = (rooms.get(room) ?? []).filter((other) => !reaches(other, room) && !above.includes(other));
  return below.length === 0 ? 0 : 1 + Math.max(...below.map((other) => levelOf(other, [...above, room])));
}

function reaches(from: string, to: string, seen: Set<string> = new Set()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const next = rooms.get(from) ?? [];
  return next.includes(to) || next.some((other) => reaches(other, to, seen));
}

/** Only what does not follow from other arrows, so that the picture can be read. */
function arrowsOf(room: string): readonly string[] {
  const others = (rooms.get(room) ?? []).filter((other) => !reaches(other, room));
  return others.filter((other) => !others.some((via) => via !== other && !reaches(other, via) && reaches(via, other)));
}

/** The picture, as SVG. */
export function layersPicture(): string {
  const rows: string[][] = [];
  for (const room of [...rooms.keys()].sort()) {
    const level = levelOf(room);
    for (let row = rows.length; row <= level; row += 1) rows.push([]);
    rows[level]?.push(room);
  }
  const height = TOP + rows.length * ROW;
  const places = new Map(
    rows.flatMap((row, level) =>
      row.map((room, index) => {
        const gap = WIDTH / row.length;
        return [room, { x: Math.round(gap * (index + 0.5)), y: height - ROW * (level + 1) + 16 }] as const;
      }),
    ),
  );
  const lines = [...rooms.keys()].flatMap((room) =>
    arrowsOf(room).map((other) => {
      const [from, to] = [places.get(room), places.get(other)];
      if (from === undefined || to === undefined) throw new Error(`${room} or ${other} has no place`);
      return `  <path d="M${from.x} ${from.y + HEIGHT}L${to.x} ${to.y - 2}" marker-end="url(#to)"/>`;
    }),
  );
  const boxes = [...places].map(([room, { x, y }]) => {
    const kind = PURE.includes(room) ? 'pure' : room === 'adapters' ? 'outside' : 'other';
    const text = `<text x="${x}" y="${y + 23}">${room}</text>`;
    return `  <rect class="${kind}" x="${x - BOX / 2}" y="${y}" width="${BOX}" height="${HEIGHT}" rx="6"/>${text}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The rooms of src and who may import whom">
<!-- Made by tools/docs/pages/layers-picture.ts (npm run docs). -->
<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#8a94a6"/></marker></defs>
<style>rect{stroke:#57606a}.pure{fill:#dafbe1}.outside{fill:#ffebe9}.other{fill:#ddf4ff}path{stroke:#8a94a6;fill:none}text{font:14px sans-serif;text-anchor:middle;fill:#1f2328}</style>
<rect width="${WIDTH}" height="${height}" fill="#ffffff" stroke="none" style="stroke:none"/>
<text x="${WIDTH / 2}" y="26">An arrow: may import. What follows from other arrows is left out. Green: pure. Red: talks to the world.</text>
<g>
${lines.join('\n')}
</g>
<g>
${boxes.join('\n')}
</g>
</svg>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../../../docs/architecture.svg', import.meta.url), layersPicture());
}
