import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  runLock,
  runOfDatabase,
  runOfLock,
  testDatabaseName,
  testTemplates,
} from '../../../src/adapters/test-databases/test-names.ts';

const runs = fc.integer({ min: 0, max: 0xffffffff }).map((number) => number.toString(16).padStart(8, '0'));

test('the run of a database and of a lock is the one that made them', () => {
  fc.assert(
    fc.property(runs, (run) => {
      const [classKey, objectKey] = runLock(run);
      expect(Math.abs(objectKey)).toBeLessThanOrEqual(2 ** 31);
      // As PostgreSQL shows an integer that is an oid.
      expect(runOfLock(classKey, objectKey >>> 0)).toBe(run);
      expect(runOfDatabase(testDatabaseName(run, 'worker1'))).toBe(run);
    }),
  );
});

test('databases of others have no run', () => {
  const names = [`${testTemplates}0123456789abcdef0123456789abcdef`, 'braid_test_', 'braid_test_0123abc_x', 'braid'];
  expect(names.map(runOfDatabase)).toEqual(names.map(() => undefined));
  expect(runOfLock(1, 2)).toBeUndefined();
});
