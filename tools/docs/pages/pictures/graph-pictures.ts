// `npm run docs`: draws the pictures of the reference workspace's graph, as `migrate graph --out` does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createMigrator } from '../../../../packages/migrator/src/api/create-migrator.ts';
import { picture } from '../../../../packages/migrator/src/draw/picture.ts';
import { toSvg } from '../../../../packages/migrator/src/draw/svg/svg.ts';
import { buildGraph } from '../../../../packages/migrator/src/graph/build/build-graph.ts';
import { toRevisions } from '../../../../packages/migrator/src/testing/graph.ts';
import { darkened } from './themes.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** Where all pictures of the documentation are. */
export const PICTURES = join(ROOT, 'docs/pictures');

/** What a database has applied of five revisions: the first three. */
const STANDING: Readonly<Record<string, string>> = {
  '7c08c0f82517': 'create events',
  '7acb43537689': 'index events by channel',
  a0a6c70b2019: 'keep the first journal as old_events',
  '3598306a3a51': 'index events by correlation_id',
  '11edddef0cec': 'rename events.kind to event_type',
};

function standing(): string {
  const ids = Object.keys(STANDING);
  const drawing = ids.map((id, n) => (n === 0 ? `${id}[events]@events` : id)).join(' -> ');
  const revisions = toRevisions(drawing).map((each) => ({ ...each, message: STANDING[each.id] ?? '' }));
  const applied = { revisions: new Set(ids.slice(0, 3)), heads: new Set(ids.slice(2, 3)) };
  return toSvg(picture(buildGraph(revisions), ids, applied));
}

/** The pictures by name of file; those for a README are there for dark pages, too. */
export async function graphPictures(): Promise<ReadonlyMap<string, string>> {
  const migrator = createMigrator({ root: ROOT });
  const drawn = async (range?: string): Promise<string> =>
    (await migrator.graph({ format: 'svg', ...(range === undefined ? {} : { range }) })).content ?? '';
  const merge = await drawn('d641:5b6a');
  return new Map([
    ['graph-light.svg', merge],
    ['graph-dark.svg', darkened(merge)],
    ['release.svg', await drawn('base:26f4')],
    ['workspace.svg', await drawn()],
    ['standing.svg', standing()],
  ]);
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(PICTURES, { recursive: true });
  for (const [name, svg] of await graphPictures()) writeFileSync(join(PICTURES, name), svg);
}
