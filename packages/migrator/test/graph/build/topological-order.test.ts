import { describe, expect, it } from 'vitest';
import { graph } from '../../../src/testing/graph.ts';

const order = (drawing: string): string =>
  graph(drawing)
    .ordered.map(({ id }) => id)
    .join(' ');

describe('the order of all plans', () => {
  it.each([
    ['parents first', 'c -> b -> a', 'c b a'],
    ['dependencies first', 'a; z ~> a', 'z a'],
    ['of the ready ones the smallest slice', 'b1[zoo]; a9[ant]; a1[zoo] -> a2', 'a9 a1 a2 b1'],
    ['then the smallest id', 'r -> c; r -> a; r -> b', 'r a b c'],
    ['by code units, not by a language', 'B; a; _; Z', 'B Z _ a'],
    ['a slice goes on while it can', 'a1[a] -> a2 -> a3; b1[b] -> b2; b2 ~> a3', 'a1 a2 b1 b2 a3'],
  ])('%s', (_name, drawing, expected) => {
    expect(order(drawing)).toBe(expected);
  });
});
