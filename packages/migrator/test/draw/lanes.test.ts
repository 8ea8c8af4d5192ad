import { describe, expect, test } from 'vitest';
import { ASCII } from '../../src/draw/lane-text.ts';
import { graph } from '../../src/testing/graph.ts';
import { asText } from './as-text.ts';

/** A drawing without the indentation that it has in this file. */
function drawn(text: string): string {
  const lines = text.split('\n').slice(1, -1);
  const indent = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}

describe('lanes, newest first', () => {
  test.each([
    [
      'a line',
      'a -> b -> c',
      `
        ● c
        ● b
        ● a
      `,
    ],
    [
      'two heads',
      'a -> b, c',
      `
        ●   b
        │ ● c
        ●─╯ a
      `,
    ],
    [
      'a merge',
      'a -> b, c -> m -> n',
      `
        ●   n
        ●─╮ m
        ● │ b
        │ ● c
        ●─╯ a
      `,
    ],
    [
      'what ends soon is next to where it begins',
      'a -> b -> c -> d -> e; a -> s1; b -> s2; c -> s3',
      `
        ●   e
        ●   d
        │ ● s3
        ●─╯ c
        │ ● s2
        ●─╯ b
        │ ● s1
        ●─╯ a
      `,
    ],
    [
      'branches within branches',
      'a -> b -> c -> d; a -> x; b -> y -> z; d, z -> m',
      `
        ●─╮ m
        ● │ d
        ● │ c
        │ ● z
        │ ● y
        ●─╯ b
        │ ● x
        ●─╯ a
      `,
    ],
    [
      'four at once',
      'a -> b1, b2, b3, b4 -> m',
      `
        ●─┬─┬─╮ m
        ● │ │ │ b1
        │ ● │ │ b2
        │ │ ● │ b3
        │ │ │ ● b4
        ●─┴─┴─╯ a
      `,
    ],
    [
      'slices, one after the other, and lanes that cross',
      'c1[common] -> c2 -> c3; e1[events] -> e2; c2, e1 -> m; m -> m2',
      `
        ●     m2
        ●─╮   m
        │ │ ● c3
        ●─│─╯ c2
        ● │   c1
          │
        ● │   e2
        ●─╯   e1
      `,
    ],
    [
      'unrelated slices are told apart',
      'c1[common] -> c2; e1[events] -> e2',
      `
        ● c2
        ● c1

        ● e2
        ● e1
      `,
    ],
  ])('%s', (_name, drawing, expected) => expect(asText(graph(drawing))).toBe(drawn(expected)));

  test('dependencies are not lines', () => {
    expect(asText(graph('u1[users]; e1[events] -> e2; u1 ~> e2'))).toBe('● e2\n● e1\n\n● u1');
  });

  test('nothing', () => expect(asText(graph(''))).toBe(''));

  test('in ASCII', () => {
    expect(asText(graph('a -> b, c -> m; a -> k'), { glyphs: ASCII })).toBe(
      "●-.   m\n● |   b\n| ●   c\n| | ● k\n●-'-' a",
    );
  });
});

describe('part of a graph', () => {
  test('nearest shown ancestors replace hidden parents, along a dotted lane', () => {
    const g = graph('a -> b -> c -> d -> e; b -> x -> y; y, d -> m');
    expect(asText(g, { ids: ['a', 'd', 'x', 'm'] })).toBe(
      drawn(`
        ●─╮ m
        ┊ ● d
        ● ┊ x
        ●─╯ a
      `),
    );
  });

  test('what is below the lowest shown revision is not a line', () => {
    expect(asText(graph('a -> b -> c'), { ids: ['b', 'c'] })).toBe('● c\n● b');
  });
});

describe('more lanes than may be', () => {
  test('lines with one end share a lane', () => {
    expect(asText(graph('a -> b -> c; a -> s1; a -> s2; a -> s3'), { limit: 2 })).toBe(
      drawn(`
        ●   c
        ●   b
        ├─● s1
        ├─● s2
        ├─● s3
        ●   a
      `),
    );
  });

  test('those that reach farthest are cut, and named', () => {
    expect(asText(graph('a -> b1, b2, b3 -> m'), { limit: 2 })).toBe(
      drawn(`
        ●─╮ m ↓b3
        ● │ b1
        ├─● b2
        ├─● b3
        ●   a
      `),
    );
  });
});
