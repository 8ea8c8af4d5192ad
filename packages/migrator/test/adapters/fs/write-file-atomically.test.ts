import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileAtomically } from '../../../src/adapters/fs/write-file-atomically.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('writes a new file, its folders, and nothing else', () => {
  const folder = join(tempDir(), 'a/b');
  writeFileAtomically(join(folder, 'x.sql'), 'größe\n');
  expect(readdirSync(folder)).toEqual(['x.sql']);
  expect(readFileSync(join(folder, 'x.sql'), 'utf8')).toBe('größe\n');
});

test('never overwrites', () => {
  const folder = tempDir();
  writeFileSync(join(folder, 'x.sql'), 'mine');
  const write = () => writeFileAtomically(join(folder, 'x.sql'), 'theirs', 'features/x.sql');
  expect(write).toThrow(expect.objectContaining({ code: 'file-exists', facts: { file: 'features/x.sql' } }));
  expect(readdirSync(folder)).toEqual(['x.sql']);
  expect(readFileSync(join(folder, 'x.sql'), 'utf8')).toBe('mine');
});
