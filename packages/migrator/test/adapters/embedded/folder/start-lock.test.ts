import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startLockHolder, tryStartLock } from '../../../../src/adapters/embedded/folder/start-lock.ts';
import { processBirth } from '../../../../src/adapters/embedded/server/process-identity.ts';
import { tempDir } from '../../../support/temp-dir.ts';

test('one holder at a time, and nothing is left behind', () => {
  const file = join(tempDir(), 'start.lock');
  const release = tryStartLock(file);
  expect(release).toBeTypeOf('function');
  expect(startLockHolder(file)).toBe(process.pid);
  expect(tryStartLock(file)).toBeUndefined();
  release?.();
  expect(existsSync(file)).toBe(false);
  expect(startLockHolder(file)).toBeUndefined();
  expect(tryStartLock(file)).toBeTypeOf('function');
});

// Above the greatest pid that Linux and macOS give out.
const deadPid = 2 ** 22 + 1;

test.each([
  ['a dead process', `${deadPid} 12345`],
  ['a dead process, on a system that does not tell births', `${deadPid} `],
  ['nobody, in a file that makes no sense', 'x'],
  ['a living process with the number of a dead one', `${process.pid} ${Number(processBirth(process.pid)) - 1}`],
])('the lock of %s is broken, for the next try to get it', (_, content) => {
  const folder = tempDir();
  const file = join(folder, 'start.lock');
  writeFileSync(file, content);
  expect(startLockHolder(file)).toBeUndefined();
  expect(tryStartLock(file)).toBeUndefined();
  const release = tryStartLock(file);
  expect(release).toBeTypeOf('function');
  release?.();
  expect(readdirSync(folder)).toEqual([]);
});

test("a release does not remove another process's lock", () => {
  const file = join(tempDir(), 'start.lock');
  const release = tryStartLock(file);
  writeFileSync(file, '1 0');
  release?.();
  expect(existsSync(file)).toBe(true);
});
