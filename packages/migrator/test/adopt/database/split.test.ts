import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignedTables } from '../../../src/adopt/database/split/assigned-tables.ts';
import { circles } from '../../../src/adopt/database/split/circles.ts';
import { communities } from '../../../src/adopt/database/split/communities.ts';
import { groupTables, sliceLabel } from '../../../src/adopt/database/split/group-tables.ts';
import { TableKey } from '../../../src/schema/entity/table-key.ts';

const table = (name: string, schema = 'public') => TableKey.of(schema, name);
const link = (from: string, to: string) => ({ from: table(from), to: table(to), name: `${from}_${to}` });

const graphs = fc
  .array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 })
  .map((pairs) => pairs.filter(([a, b]) => a !== b).map(([a, b]) => [`t${a}`, `t${b}`] as const));
const NODES = Array.from({ length: 12 }, (_, index) => `t${index}`);

/** By trying all ways, as slowly as it takes. */
function reaches(edges: readonly (readonly [string, string])[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (let before = -1; before !== seen.size; ) {
    before = seen.size;
    for (const [a, b] of edges) if (seen.has(a)) seen.add(b);
  }
  return seen.has(to);
}

test('circles are what reaches each other, and come after what they lead to', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const found = circles(NODES, edges);
      expect(found.flat().sort()).toEqual([...NODES].sort());
      const place = new Map(found.flatMap((circle, index) => circle.map((node) => [node, index] as const)));
      for (const a of NODES)
        for (const b of NODES) expect(place.get(a) === place.get(b)).toBe(reaches(edges, a, b) && reaches(edges, b, a));
      for (const [a, b] of edges) expect(place.get(a) ?? 0).toBeGreaterThanOrEqual(place.get(b) ?? 0);
    }),
  );
});

test('groups of foreign keys hold each table once and never refer to each other in a cycle', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const groups = communities(
        NODES.map((name) => table(name)),
        edges.map(([a, b]) => link(a, b)),
      );
      expect(
        groups
          .flat()
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...NODES].sort());
      const groupOf = new Map(groups.flatMap((group, index) => group.map((each) => [each.name, index] as const)));
      const between = edges.map(([a, b]): readonly [number, number] => [groupOf.get(a) ?? -1, groupOf.get(b) ?? -1]);
      expect(circles([...groups.keys()], between).every(({ length }) => length === 1)).toBe(true);
    }),
  );
});

test('tables are grouped by schema, by what names begin with, or by foreign keys', () => {
  const tables = [table('users'), table('user_roles'), table('orders'), table('order_lines'), table('log', 'audit')];
  const links = [link('user_roles', 'users'), link('order_lines', 'orders'), link('orders', 'users')];
  const labels = (by: 'schema' | 'prefix' | 'keys') =>
    tables.map((each) => groupTables(by, tables, links).get(each)).join(' ');
  expect(labels('schema')).toBe('app app app app audit');
  expect(labels('prefix')).toBe('user user order order log');
  expect(labels('keys')).toBe('users users orders orders log');
});

test.each([
  ['users', 'users'],
  ['User Roles', 'user-roles'],
  ['userRoles', 'user-roles'],
  ['2fa', 's-2fa'],
  ['日本', 'app'],
])('the label of %s is %s', (name, label) => {
  expect(sliceLabel(name)).toBe(label);
});

test.each([
  [['a'], /not a list/],
  [{ one: 'a' }, /not a list/],
  [{ 'One two': ['a'] }, /not a list/],
  [{ one: ['a', 'b', 'zz'] }, /no table matches "zz"/],
  [{ one: ['*'], two: ['b'] }, /b belongs to one and to two/],
  [{ one: ['a'] }, /to no slice:\n {2}b/],
])('an assignment that is not sound is refused: %j', (value, message) => {
  expect(() => assignedTables('slices.json', value, [table('a'), table('b')])).toThrow(message);
});
