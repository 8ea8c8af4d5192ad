import { expect, test } from 'vitest';
import { tellNamesApart } from '../../../src/schema/names/tell-names-apart.ts';
import { entity } from '../entities.ts';

const table = 'measurements_of_all_weather_stations';
const index = (name: string, facts = {}) =>
  entity('index', `${table}.${name}`, { columns: [{ value: 'a' }], ...facts });
const names = (...list: readonly Parameters<typeof tellNamesApart>[0][number][]) =>
  tellNamesApart(list).map(({ name }) => name);
const [one, other] = [`${table}_temperature_celsius_recorded_at_idx`, `${table}_temperature_celsius_recorded_by_idx`];

test('names that PostgreSQL would cut to the same have a hash', () => {
  const [a = '', b = ''] = names(index(one), index(other));
  expect(a).toMatch(/^measurements_of_all_weather_stations_temperatu_[0-9a-f]{12}_idx$/);
  expect([a.length, b.length]).toEqual([63, 63]);
  expect(a).not.toBe(b);
});

test.each([
  ['a long name that is alone', [index(one)]],
  ['long names that differ where they are cut', [index(one), index(`x${other}`)]],
  ['names that somebody gave', [index(one, { nameExplicit: true }), index(other, { nameExplicit: true })]],
  ['the same name in two schemas', [index(one), { ...index(other), schema: 'app' }]],
])('%s: as they are', (_, entities) => {
  expect(names(...entities)).toEqual(entities.map(({ name }) => name));
});

test('bytes count, and characters stay whole', () => {
  const long = (end: string) => index(`${'\u00fc'.repeat(40)}_${end}_key`);
  for (const name of names(long('a'), long('b'))) {
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    expect(name).toMatch(/^\u00fc+_[0-9a-f]{12}_key$/);
  }
});
