import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PackedGraph, packGraph, unpackGraph } from '../../../src/ui/lanes/packed-graph.ts';

const text = fc.string({ maxLength: 12 });
const texts = fc.array(text, { maxLength: 3 });

/** Any graph, also such as no workspace has: parents may be shown, twice, or nowhere. */
const graph = fc.integer({ min: 0, max: 12 }).chain((size) => {
  const number = fc.nat({ max: 20 });
  const id = (row: number): string => `id${row}`;
  const parent = fc.oneof(fc.nat({ max: size + 2 }).map(id), text);
  return fc.record({
    slices: texts,
    width: number,
    rows: fc
      .array(
        fc.record({
          ...{
            slice: number,
            message: text,
            created: text,
            labels: texts,
            marks: texts,
            proof: fc.option(text),
            lane: number,
          },
          parents: fc.array(parent, { maxLength: 3 }),
          needs: texts,
        }),
        { minLength: size, maxLength: size },
      )
      .map((rows) => rows.map((row, at) => ({ id: id(at), ...row }))),
    lines: fc.array(fc.tuple(number, number, number, fc.constantFrom(0 as const, 1 as const))),
    dependencies: fc.array(fc.tuple(number, number)),
    environments: fc.array(fc.record({ name: text, standing: text, problem: fc.option(text) }), { maxLength: 3 }),
  });
});

test('a graph comes out of its packing as it was', () => {
  fc.assert(
    fc.property(graph, (view) => {
      const sent: PackedGraph = JSON.parse(JSON.stringify(packGraph(view)));
      expect(unpackGraph(sent)).toEqual(view);
    }),
  );
});
