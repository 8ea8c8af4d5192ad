import { expect, test } from 'vitest';
import { TestDatabaseMisusedError } from '../../src/errors/tests/test-database-errors.ts';
import { showingHint, withHints } from '../../src/testing/showing-hint.ts';

test('the hint is below the message, once, in the stack as well; the error is the same', async () => {
  const error = new TestDatabaseMisusedError({ problem: 'no-setup' });
  const message = `${error.message}\n  → ${error.hint}`;
  expect(showingHint(error)).toBe(error);
  expect(error.message).toBe(message);
  expect(error.stack).toContain(`TestDatabaseMisusedError: ${message}\n    at `);
  await expect(withHints(() => Promise.reject(error))).rejects.toBe(error);
  expect(error.message).toBe(message);
});

test('other errors, and what is no error, stay as they are', () => {
  for (const thrown of [new TypeError('x'), 'x', undefined]) expect(showingHint(thrown)).toBe(thrown);
});
