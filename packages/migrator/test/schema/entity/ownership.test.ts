import { expect, test } from 'vitest';
import { movedFault, ownershipFault } from '../../../src/schema/entity/ownership.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { column, entity, enumOf, table, view } from '../entities.ts';

const owned = (slice: string, entities: readonly SchemaEntity[], existing: readonly string[] = []) => ({
  slice,
  file: `${slice}.ts`,
  entities,
  existing,
});

test.each([
  ['a table of two slices', [owned('a', [table('t')]), owned('b', [table('t')])], 'schema-duplicate'],
  ['a table and a view of one name', [owned('a', [table('t'), view('t', 'q')])], 'schema-duplicate'],
  ['a schema that nobody exports', [owned('a', [table('app.t')])], 'schema-unexported'],
  [
    'an enum that nobody exports',
    [owned('a', [table('t'), column('t.m', 'mood', { typeSchema: 'public' })])],
    'schema-unexported',
  ],
  ['a name that cannot be quoted', [owned('a', [table('odd"name')])], 'schema-name'],
])('%s', (_, slices, code) => {
  expect(ownershipFault(slices)).toMatchObject({ code });
});

test('what exists already, or another slice exports, may be used', () => {
  const a = owned('a', [table('app.t'), entity('schema', 'core'), enumOf('mood', 'x')], ['app']);
  const b = owned('b', [table('core.u'), column('core.u.m', 'mood', { typeSchema: 'public' })]);
  expect(ownershipFault([a, b])).toBeUndefined();
});

test('a table that moved to another slice is neither dropped nor created', () => {
  const fault = movedFault(
    [owned('a', [table('t')]), owned('b', [])],
    [owned('a', []), owned('b', [table('t')])],
    () => true,
  );
  expect(fault).toMatchObject({ code: 'schema-moved', facts: { entity: 'table t', from: 'a', to: 'b', isNew: true } });
});
