import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('a replaced file keeps its mode, and a link keeps leading to it', () => {
  const root = tempDir();
  writeFileSync(join(root, 'secrets'), 'a', { mode: 0o600 });
  symlinkSync('secrets', join(root, '.env'));
  const files = openRevisionFiles(root);
  files.replace('.env', 'b');
  expect(readFileSync(join(root, 'secrets'), 'utf8')).toBe('b');
  expect(statSync(join(root, 'secrets')).mode & 0o777).toBe(0o600);
  expect(lstatSync(join(root, '.env')).isSymbolicLink()).toBe(true);
  files.replace('new', 'c');
  expect(readdirSync(root).sort()).toEqual(['.env', 'new', 'secrets']);
});
