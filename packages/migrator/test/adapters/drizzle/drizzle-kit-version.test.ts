import { expect, test } from 'vitest';
import { isSupported } from '../../../src/adapters/drizzle/drizzle-kit-module.ts';

test.each([
  ['0.31.11', false],
  ['1.0.0-beta.9', false],
  ['1.0.0-rc.4', false],
  ['1.0.0-rc.5', true],
  ['1.0.0-rc.12', true],
  ['1.0.0', true],
  ['1.4.2', true],
  ['2.0.0', false],
  ['unknown', false],
])('drizzle-kit %s', (version, supported) => {
  expect(isSupported(version)).toBe(supported);
});
