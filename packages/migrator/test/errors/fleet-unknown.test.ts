import { expect, test } from 'vitest';
import { FleetUnknownError } from '../../src/errors/fleet/fleet-errors.ts';

test.each([
  [[], 'Add it under "fleets" in migrate.config.json.'],
  [['eu', 'us'], 'Use one of these: eu, us; or add it under "fleets".'],
])('of %j fleets', (known, hint) => {
  const error = new FleetUnknownError({ problem: 'fleet', fleet: 'x', known, file: 'migrate.config.json' });
  expect(error.hint).toBe(hint);
});
