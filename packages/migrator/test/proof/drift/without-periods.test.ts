import { expect, test } from 'vitest';
import { type ByTime, withoutPeriods } from '../../../src/proof/drift/without-periods.ts';
import { type CatalogEntity, catalogOf } from '../../../src/schema/entity/catalog.ts';
import { TableKey } from '../../../src/schema/entity/table-key.ts';

const table = (name: string, facts: CatalogEntity['facts'] = {}): CatalogEntity => ({
  ...{ kind: 'table', schema: 'public', relation: '', name, facts },
});
const column = (relation: string): CatalogEntity => ({
  ...{ kind: 'column', schema: 'public', relation, name: 'ts', facts: {} },
});
const bars = table('bars', { partitionKey: 'RANGE (ts)' });
const part = (name: string, of = 'bars') => table(name, { partitionOf: of, partitionBound: `bound of ${name}` });

const byTime = (isHypertable: boolean): readonly ByTime[] => [
  { table: TableKey.of('public', 'bars'), isHypertable, mayBeGone: (bound) => bound.includes('old') },
];
const names = ({ entities }: { readonly entities: readonly CatalogEntity[] }) =>
  entities.map(
    ({ relation, name, facts }) => `${relation}${relation && '.'}${name}${facts.partitionKey ? ' by key' : ''}`,
  );

test('partitions that may be gone are left out where they are gone, with what is on them', () => {
  const expected = catalogOf([bars, part('bars_old'), column('bars_old'), part('bars_2'), part('old', 'other')]);
  const { expected: left, live } = withoutPeriods(expected, catalogOf([bars]), byTime(false));
  expect(names(left)).toEqual(['bars by key', 'bars_2', 'old']);
  expect(names(live)).toEqual(['bars by key']);
  const kept = withoutPeriods(expected, expected, byTime(false));
  expect(kept.expected).toEqual(expected);
});

test('a hypertable is the same table, whether it is one or has native partitions', () => {
  const native = catalogOf([bars, column('bars'), part('bars_2'), column('bars_2')]);
  const blocker: CatalogEntity = { ...column('bars'), kind: 'trigger', name: 'ts_insert_blocker' };
  const hypertable = catalogOf([table('bars'), column('bars'), blocker]);
  const { expected, live } = withoutPeriods(native, hypertable, byTime(true));
  expect(expected).toEqual(live);
});
