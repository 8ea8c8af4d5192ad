import fc from 'fast-check';
import { expect, test } from 'vitest';
import { route } from '../../../src/ui/erd/route.ts';

const port = fc.record({
  ...{ x: fc.nat(500), y: fc.nat(500), width: fc.integer({ min: 50, max: 200 }) },
  row: fc.nat(100),
});
const points = fc.array(fc.record({ x: fc.nat(700), y: fc.nat(700) }), { maxLength: 4 });

test('a line begins and ends at the sides of its boxes that face each other, at its columns', () => {
  fc.assert(
    fc.property(port, port, points, (from, to, between) => {
      const { points: found, side, around } = route(from, to, between);
      const [first, last] = [found[0], found.at(-1)];
      expect([first?.y, last?.y]).toEqual([from.y + from.row, to.y + to.row]);
      const [left, right] = [from.x, from.x + from.width];
      const isRight = to.x >= right;
      const isLeft = to.x + to.width <= left;
      // Boxes above each other have no sides that face: the line goes around them on the right.
      expect([side, around]).toEqual(isRight ? [1, false] : isLeft ? [-1, false] : [1, true]);
      expect(first?.x).toBe(isLeft && !isRight ? left : right);
      expect(last?.x).toBe(isRight ? to.x : to.x + to.width);
      if (around) expect(found.length).toBe(2);
    }),
  );
});

test('a long line goes where the layout leads it, past other boxes', () => {
  const from = { x: 0, y: 0, width: 100, row: 10 };
  const to = { x: 500, y: 0, width: 100, row: 30 };
  const between = [
    { x: 200, y: 80 },
    { x: 400, y: 80 },
  ];
  expect(route(from, to, between).points).toEqual([{ x: 100, y: 10 }, ...between, { x: 500, y: 30 }]);
  expect(route(from, to, between.slice(0, 1)).points.length).toBe(2);
});
