import { expect, test } from 'vitest';
import { behindOfRows } from '../../../src/adapters/scratch/read-tables.ts';

test('columns whose sequence is behind, or nothing where the server could not tell of one', () => {
  expect(behindOfRows([{ behind: '[["a", "b", "c"], ["d", "e", "f"]]' }])).toEqual(['a.b.c', 'd.e.f']);
  expect(behindOfRows([{ behind: '[]' }])).toEqual([]);
  expect(behindOfRows([{ behind: '[["a", "b", "c"], ["d", "e", "f", true]]' }])).toBeUndefined();
  expect(() => behindOfRows([])).toThrow();
});
