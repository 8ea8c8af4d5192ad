import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planLines } from '../../../src/proof/round-trip/plan-lines.ts';
import { graph } from '../../../src/testing/graph.ts';

const lines = (drawing: string, ids?: readonly string[]) => {
  const drawn = graph(drawing);
  return planLines(drawn, new Set(ids ?? drawn.ordered.map(({ id }) => id)));
};

test.each<[string, string, readonly { ids: readonly string[]; after: string | undefined }[]]>([
  ['a chain is one line', 'a -> b -> c -> d', [{ ids: ['a', 'b', 'c', 'd'], after: undefined }]],
  [
    'a branch starts where it leaves the other',
    'a -> b -> c; a -> d',
    [
      { ids: ['a', 'b', 'c'], after: undefined },
      { ids: ['d'], after: 'a' },
    ],
  ],
  [
    'a merge goes on with its first parent',
    'a -> b, c; b, c -> m',
    [
      { ids: ['a', 'b', 'm'], after: undefined },
      { ids: ['c'], after: 'a' },
    ],
  ],
  ['a dependency is a way too', 'a; b; a ~> b', [{ ids: ['a', 'b'], after: undefined }]],
])('%s', (_what, drawing, expected) => {
  expect(lines(drawing)).toEqual(expected);
});

test('lines run through revisions that have their proof already', () => {
  expect(lines('a -> b -> c -> d', ['a', 'd'])).toEqual([{ ids: ['a', 'd'], after: undefined }]);
});

test('each revision once, each above the one before it, each line after what it starts from', () => {
  const parents = fc.array(fc.array(fc.nat(30), { maxLength: 3 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(parents, fc.infiniteStream(fc.boolean()), (drawn, wanted) => {
      const edges = drawn.flatMap((list, at) => [...new Set(list)].filter((p) => p < at).map((p) => `r${p} -> r${at}`));
      const g = graph([...drawn.map((_, at) => `r${at}`), ...edges].join('\n'));
      const ids = new Set(g.ordered.map(({ id }) => id).filter(() => wanted.next().value));
      const found = planLines(g, ids);
      expect(found.flatMap((line) => line.ids).sort()).toEqual([...ids].sort());
      const seen = new Set<string>();
      for (const line of found) {
        if (line.after !== undefined) expect(seen).toContain(line.after);
        for (const [at, id] of line.ids.entries()) {
          const below = at === 0 ? line.after : line.ids[at - 1];
          if (below !== undefined) expect(g.ancestors([id], { dependencies: true })).toContain(below);
          seen.add(id);
        }
      }
    }),
  );
});
