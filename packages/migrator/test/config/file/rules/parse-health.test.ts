import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/file/parse-config.ts';
import { ConfigError } from '../../../../src/errors/workspace/config-errors.ts';
import { EVERY_RULE } from '../../../../src/health/every-rule.ts';
import { DEFAULT_HEALTH } from '../../../../src/health/health-settings.ts';

const parse = (health: unknown) => parseConfig({ health }, 'migrate.config.json').health;

test('what is said of health', () => {
  const health = {
    failOn: 'error',
    ignore: ['a.*'],
    severity: { bloat: 'off', 'no-primary-key': 'info' },
    keyPercent: 60,
    horizonDays: 0,
  };
  expect(parse(health)).toEqual(health);
  expect(parse({})).toEqual({});
});

test.each([
  [[], 'must be an object'],
  [{ keyPercent: 101 }, 'health.keyPercent'],
  [{ keyPercent: '60' }, 'health.keyPercent'],
  [{ horizonDays: -1 }, 'health.horizonDays'],
  [{ bloatBytes: 1.5 }, 'health.bloatBytes'],
  [{ failOn: 'off' }, 'health.failOn'],
  [{ severity: { nonsense: 'off' } }, 'nonsense'],
  [{ severity: { bloat: 'loud' } }, 'health.severity.bloat'],
  [{ ignore: 'a' }, 'health.ignore'],
  [{ other: 1 }, 'other'],
])('%j is refused, and the key named', (health, says) => {
  expect(() => parse(health)).toThrow(ConfigError);
  expect(() => parse(health)).toThrow(says);
});

test('the schema for editors has the same defaults and rules', () => {
  const url = new URL('../../../../schema/migrate.config.schema.json', import.meta.url);
  const { properties } = JSON.parse(readFileSync(url, 'utf8')).properties.health;
  for (const [key, value] of Object.entries({ ...DEFAULT_HEALTH.limits, failOn: DEFAULT_HEALTH.failOn })) {
    expect([key, properties[key].default]).toEqual([key, value]);
  }
  expect(Object.keys(properties.severity.properties).sort()).toEqual(EVERY_RULE.map(({ code }) => code).sort());
});
