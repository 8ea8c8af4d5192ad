import { expect, test } from 'vitest';
import { parseStats } from '../../../src/lint/stats/parse-stats.ts';
import { makeStats } from './make-stats.ts';

const column = { name: 'id', width: 8, nullFraction: 0, distinct: -1 };
const whole = JSON.parse(
  JSON.stringify(
    makeStats([
      { name: 'orders', columns: [column], partitionOf: { schema: 'public', name: 'all_orders' } },
      { name: 'all_orders', rows: null, perSecondSinceReset: { reads: 1, writes: 2 } },
    ]),
  ),
);

test('takes what migrate stats writes', () => {
  expect(parseStats(whole)).toBe(whole);
});

test.each([null, 7, 'text', [], {}, { format: 'braid-plan', version: 1 }])('%j is none', (value) => {
  expect(parseStats(value)).toEqual({ problem: 'not-stats' });
});

test('says of which version it is', () => {
  expect(parseStats({ ...whole, version: 2 })).toEqual({ problem: 'version', version: '2' });
});

/** Every path to a value, `tables[0].columns[0].width`; those below `settings` have names of their own. */
function paths(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((each, at) => paths(each, [...path, at]))];
  if (typeof value !== 'object' || value === null || path.at(-1) === 'settings') return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => paths(each, [...path, key]))];
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((each, at) => (at === first ? replaced(each, rest, by) : each));
  return { ...Object(value), [first]: replaced(Reflect.get(Object(value), first), rest, by) };
}

const every = paths(whole).filter((path) => path.length > 0 && path[0] !== 'format' && path[0] !== 'version');

test('there are fields of all kinds to try', () => {
  expect(every.length).toBeGreaterThan(50);
});

test.each(every.map((path) => [path.join('.'), path] as const))('refuses another value of %s', (_, path) => {
  for (const wrong of [undefined, Number.NaN, -3, { other: 1 }, true]) {
    const before = path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), whole);
    const isAllowed = typeof before === typeof wrong && typeof wrong !== 'object' && path.at(-1) !== 'distinct';
    if (isAllowed && (typeof wrong === 'boolean' || Number.isNaN(before))) continue;
    if (path.at(-1) === 'distinct' && wrong === -3) continue;
    expect(parseStats(replaced(whole, path, wrong)), String(wrong)).toMatchObject({ problem: 'field' });
  }
});
