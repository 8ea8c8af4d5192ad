import { expect, test } from 'vitest';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { staleUses } from '../../../src/sql-objects/rounds/stale-uses.ts';
import { column, entity, enumOf, table, view } from '../../schema/entities.ts';
import { parsed } from '../parsed.ts';

/** What slice x, then y, has and should have. */
function stale(
  before: readonly (readonly SchemaEntity[])[],
  after: readonly (readonly SchemaEntity[])[],
  renames: readonly Rename[] = [],
): readonly string[] {
  const slices = ['x', 'y'].map((slice, of) => ({
    slice,
    built: before[of] ?? [],
    renamed: replayRenames(before[of] ?? [], renames),
    after: after[of] ?? [],
    renames: of === 0 ? renames : [],
    isOpen: true,
  }));
  return staleUses(slices, parsed).map(({ slice, entity: { name }, used, by }) => `${slice} ${name}: ${used} of ${by}`);
}

const check = (value: string): SchemaEntity => entity('check', 't.k', { value });
const mood = (type: string, value: string): readonly SchemaEntity[] => [
  table('t'),
  column('t.m', type, { typeSchema: 'public' }),
  check(value),
];
const renamed: Rename = { kind: 'enum', from: ['public', 'mood'], to: ['public', 'state'] };

test('a view of another slice that still reads a column that goes', () => {
  const reads = view('v', 'select n from t');
  const t = [table('t'), column('t.m')];
  expect(stale([[...t, column('t.n')], [reads]], [t, [reads]])).toEqual(['y v: column t.n of x']);
});

test('a check goes along with the renamed enum of its column, and names it where it casts to it', () => {
  const change = (value: string) =>
    stale(
      [[enumOf('mood', 'a'), ...mood('mood', value)]],
      [[enumOf('state', 'a'), ...mood('state', value)]],
      [renamed],
    );
  expect(change(`"m"::text <> 'x'`)).toEqual([]);
  expect(change(`"m" <> 'a'::mood`)).toEqual(['x k: enum mood of x']);
});

test('a name that another thing has afterwards is the name of that', () => {
  const [v, t] = [view('b', 'select 1 as id'), [table('b'), column('b.id')]];
  expect(stale([[v]], [t])).toEqual([]);
  expect(stale([[v], [view('w', 'select * from b')]], [[], [view('w', 'select * from b')]])).toEqual([
    'y w: view b of x',
  ]);
});
