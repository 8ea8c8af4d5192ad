import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('a file is read by its path from the root or by an absolute one, whatever its line ends', () => {
  const root = tempDir();
  writeFileSync(join(root, 'a.sql'), '\uFEFFselect 1;\r\n');
  const files = openRevisionFiles(root);
  expect(files.read('a.sql')).toBe('select 1;\n');
  expect(files.read(join(root, 'a.sql'))).toBe('select 1;\n');
  expect(files.read('b.sql')).toBeUndefined();
});

test.each([
  ['a folder', 'not-a-file', (path: string) => mkdirSync(path)],
  ['no text', 'file-not-utf8', (path: string) => writeFileSync(path, Buffer.of(0xc3, 0x28))],
  ['UTF-16', 'file-not-utf8', (path: string) => writeFileSync(path, Buffer.from('\uFEFFselect', 'utf16le'))],
  ['a NUL', 'sql-nul', (path: string) => writeFileSync(path, 'select\0')],
  ['huge', 'file-too-large', (path: string) => writeFileSync(path, Buffer.alloc(11 * 2 ** 20, ' '))],
])('%s is a clear error that names it', (_, code, make) => {
  const root = tempDir();
  make(join(root, 'a.sql'));
  let thrown: unknown;
  try {
    openRevisionFiles(root).read('a.sql');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code, message: expect.stringContaining('a.sql') });
});
