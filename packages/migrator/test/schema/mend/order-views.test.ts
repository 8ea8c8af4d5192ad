import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderViews, orderViewsForDrop } from '../../../src/schema/mend/order-views.ts';
import { table, view } from '../entities.ts';

const chain = [view('c', 'select * from b'), view('b', 'select * from "a"'), view('a', 'select 1'), table('t')];
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test('each view comes after what it reads, whatever the order of exports', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(chain, { minLength: 4 }), (shuffled) => {
      expect(names(orderViews(shuffled))).toEqual(['t', 'a', 'b', 'c']);
      expect(names(orderViewsForDrop(shuffled))).toEqual(['t', 'c', 'b', 'a']);
    }),
  );
});

test('a view that seems to read itself ends', () => {
  expect(names(orderViews([view('x', 'select x from y'), view('y', 'select y from x')]))).toHaveLength(2);
});
