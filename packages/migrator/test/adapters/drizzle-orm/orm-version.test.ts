import { expect, test } from 'vitest';
import { ormLine } from '../../../src/adapters/drizzle-orm/orm-version.ts';

test.each([
  ['0.35.3', undefined],
  ['0.36.0', 'stable'],
  ['0.45.4', 'stable'],
  ['0.46.0', undefined],
  ['1.0.0-beta.9', undefined],
  ['1.0.0-rc.4', undefined],
  ['1.0.0-rc.5', 'next'],
  ['1.0.0-rc.12', 'next'],
  ['1.0.0', 'next'],
  ['1.4.2', 'next'],
  ['2.0.0', undefined],
  ['unknown', undefined],
])('drizzle-orm %s is read as %s', (version, line) => {
  expect(ormLine(version)).toBe(line);
});
