import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Drawing, layOut } from '../../src/draw/drawing.ts';
import { laneTexts, UNICODE } from '../../src/draw/lane-text.ts';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { graph } from '../../src/testing/graph.ts';
import { goodRevisions } from '../properties/arbitrary-graph.ts';

const subsets = fc.tuple(goodRevisions, fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 6 }));

/** Follows a line from the row of its beginning through the cells of the lanes. @returns the row where it ends */
function follow({ lanes }: Drawing, from: number, lane: number): number {
  for (let row = from + 1; row < lanes.rows.length; row++) {
    const cells = lanes.rows[row];
    if (cells?.above[lane] === undefined) throw new Error(`lane ${lane} is lost above row ${row}`);
    if (cells.ends.includes(lane)) return row;
    if (cells.column === lane) throw new Error(`lane ${lane} runs through the revision of row ${row}`);
  }
  throw new Error(`lane ${lane} leaves the drawing`);
}

describe('every drawing', () => {
  test('has each revision once, above all that its lines lead to, and each line connects', () => {
    fc.assert(
      fc.property(subsets, ([revisions, choice, limit]) => {
        const all = buildGraph(revisions);
        const ids = revisions.map(({ id }) => id).filter(() => choice.next().value !== false);
        const drawing = layOut(all, ids, limit);
        expect(drawing.revisions.map(({ id }) => id).sort()).toEqual([...ids].sort());
        const row = new Map(drawing.revisions.map(({ id }, n) => [id, n]));
        const { lines, rows } = drawing.lanes;
        for (const line of lines) expect(follow(drawing, line.from, line.lane)).toBe(line.to);
        const told = [...lines, ...rows.flatMap(({ cut }) => cut)].map(({ from, to }) => `${from}-${to}`);
        for (const { id, revises } of drawing.revisions) {
          for (const parent of revises)
            if (row.has(parent)) expect(told).toContain(`${row.get(id)}-${row.get(parent)}`);
        }
        expect(told.length).toBe(new Set(told).size);
        expect(drawing.lanes.width).toBeLessThanOrEqual(limit + 1);
      }),
    );
  });

  test('shows hidden parents by their nearest shown ancestors, and by those only', () => {
    fc.assert(
      fc.property(subsets, ([revisions, choice]) => {
        const all = buildGraph(revisions);
        const ids = revisions.map(({ id }) => id).filter(() => choice.next().value !== false);
        const { revisions: rows, lanes } = layOut(all, ids, 100);
        for (const { from, to, direct } of lanes.lines) {
          const [child, parent] = [rows[from]?.id ?? '', rows[to]?.id ?? ''];
          if (direct) expect(all.parents(child)).toContain(parent);
          else expect(all.ancestors(all.parents(child), { dependencies: false })).toContain(parent);
        }
      }),
    );
  });

  test('is a text of equal width in every row', () => {
    fc.assert(
      fc.property(goodRevisions, fc.integer({ min: 1, max: 6 }), (revisions, limit) => {
        const { lanes } = layOut(buildGraph(revisions), undefined, limit);
        const texts = laneTexts(lanes, { glyphs: UNICODE, node: () => '●', paint: (text) => text });
        for (const { first, rest } of texts) {
          expect(first).toHaveLength(lanes.width * 2 - 1);
          expect(rest).toHaveLength(lanes.width * 2 - 1);
          expect(first.match(/●/g)).toHaveLength(1);
        }
      }),
    );
  });
});

test('a history of 10,000 revisions is laid out at once, however many branches stay open', () => {
  const trunk = Array.from({ length: 5000 }, (_, n) => `t${n}`);
  const stale = trunk.map((id, n) => `${id} -> s${n}`);
  const { revisions, lanes } = layOut(graph([trunk.join(' -> '), ...stale].join('\n')));
  expect(revisions).toHaveLength(10_000);
  // The branch of each revision is drawn beside it: one more lane is all that they need.
  expect(lanes.width).toBe(2);
  expect(lanes.rows.flatMap(({ cut }) => cut)).toEqual([]);
});
