import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { MAY_IMPORT, PURE } from './layers.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');
const rooms = Object.keys(MAY_IMPORT).filter((room) => room !== '.');

interface BiomeRule {
  readonly rooms: readonly string[];
  /** Rooms that those may not import. */
  readonly closed: readonly string[];
}

/** What biome.json says of the imports of rooms. */
function biomeRules(): readonly BiomeRule[] {
  const { overrides }: { overrides: readonly { includes: readonly string[]; linter: object }[] } = JSON.parse(
    read('biome.json'),
  );
  return overrides.flatMap(({ includes, linter }) => {
    const text = JSON.stringify(linter);
    const closed = [...text.matchAll(/"\*\*\/([\w-]+)\/\*\*"/g)].map(([, room = '']) => room);
    const named = includes.flatMap((path) => /^packages\/migrator\/src\/\{?([\w,-]+)\}?\/\*\*$/.exec(path)?.[1] ?? []);
    return closed.length === 0 ? [] : [{ rooms: named.flatMap((names) => names.split(',')), closed }];
  });
}

test('Biome names rooms that exist, and closes none that the table opens', () => {
  const rules = biomeRules();
  expect(rules.length).toBeGreaterThan(3);
  expect(rules.flatMap((rule) => [...rule.rooms, ...rule.closed]).filter((room) => !rooms.includes(room))).toEqual([]);
  const contradictions = rules.flatMap(({ rooms: ruled, closed }) =>
    ruled.flatMap((room) => closed.filter((other) => MAY_IMPORT[room]?.includes(other)).map((other) => [room, other])),
  );
  expect(contradictions).toEqual([]);
});

test('Biome closes to the pure rooms whatever is not pure, and the adapters to all but themselves and the wiring', () => {
  const closedTo = (room: string): readonly string[] =>
    biomeRules().flatMap((rule) => (rule.rooms.includes(room) ? rule.closed : []));
  // Biome sees paths only: what is also the name of a folder inside a pure room (`errors/proof`) is left to the table.
  const src = join(REPOSITORY, 'packages/migrator/src');
  const isInside = (room: string): boolean => PURE.some((pure) => existsSync(join(src, pure, room)));
  const impure = rooms.filter((room) => !PURE.includes(room) && !isInside(room)).sort();
  for (const room of PURE) expect([room, [...closedTo(room)].sort()]).toEqual([room, impure]);
  const open = rooms.filter((room) => !closedTo(room).includes('adapters'));
  expect(open.sort()).toEqual(['adapters', 'wiring']);
});

/** Paths in backticks; those that begin with `src/` or `test/` are the migrator's. */
function pathsIn(page: string): readonly string[] {
  return [...read(page).matchAll(/`((?:[\w.-]+\/)+[\w.-]*)(?:<[a-z]+>[\w./]*)?`/g)].map(([, path = '']) => path);
}

test.each(['CONTRIBUTING.md', 'docs/architecture.md'])('every path in %s exists', (page) => {
  const paths = pathsIn(page);
  expect(paths.length).toBeGreaterThan(10);
  const places = ['', 'packages/migrator', 'packages/migrator/src'];
  const missing = paths.filter((path) => !places.some((place) => existsSync(join(REPOSITORY, place, path))));
  expect(missing).toEqual([]);
});

test("every folder of src is in CONTRIBUTING's map, and in docs/architecture.md", () => {
  const folders = readdirSync(join(REPOSITORY, 'packages/migrator/src'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const map = pathsIn('CONTRIBUTING.md');
  expect(names.filter((name) => !map.some((path) => path.includes(`src/${name}/`)))).toEqual([]);
  const page = read('docs/architecture.md');
  expect(names.filter((name) => !page.includes(`\`${name}/\``))).toEqual([]);
});
