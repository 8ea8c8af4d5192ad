import type { GraphArrays } from '../../../graph/build/graph-arrays.ts';

/** The arrays of a graph in one, with their lengths before them. */
export function graphIntegers({ loadPosition, parents, dependencies, order }: GraphArrays): Int32Array {
  const arrays = [loadPosition, parents.offsets, parents.targets, dependencies.offsets, dependencies.targets, order];
  const lengths = arrays.map(({ length }) => length);
  return Int32Array.from([...lengths, ...arrays.flatMap((array) => Array.from(array))]);
}

const COUNT = 6;

export function graphArraysIn(integers: Int32Array): GraphArrays {
  let end = COUNT;
  const next = (place: number): Int32Array => {
    const begin = end;
    end += integers[place] ?? 0;
    return integers.subarray(begin, end);
  };
  return {
    loadPosition: next(0),
    parents: { offsets: next(1), targets: next(2) },
    dependencies: { offsets: next(3), targets: next(4) },
    order: next(5),
  };
}
