import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDocumentFiles } from '../../../src/adapters/fs/document-files.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const folder = makeTempDir('braid-documents-');
afterAll(() => removeTempDir(folder));
const { write } = openDocumentFiles(folder);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

test('a file is made, and replaced with its mode', () => {
  write('a/plan.json', 'one');
  chmodSync(join(folder, 'a/plan.json'), 0o600);
  write('a/plan.json', 'two');
  expect(read('a/plan.json')).toBe('two');
  expect(lstatSync(join(folder, 'a/plan.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'a'))).toEqual(['plan.json']);
});

test('a link stays a link', () => {
  writeFileSync(join(folder, 'real'), 'old');
  symlinkSync('real', join(folder, 'link'));
  write('link', 'new');
  expect([read('real'), lstatSync(join(folder, 'link')).isSymbolicLink()]).toEqual(['new', true]);
});

test('what is not a file is written to, not replaced', () => {
  write('/dev/null', 'text');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('when writing fails, the old text is still there', () => {
  mkdirSync(join(folder, 'b'));
  writeFileSync(join(folder, 'b/x'.padEnd(240, 'x')), 'old');
  // The name of the new file beside it is too long, which stands for any failure before it is whole.
  expect(() => write('b/x'.padEnd(240, 'x'), 'new')).toThrow(expect.objectContaining({ code: 'document' }));
  expect(read('b/x'.padEnd(240, 'x'))).toBe('old');
});

test.each([
  ['a folder', '.', 'EISDIR'],
  ['a name that is too long', 'x'.repeat(300), 'ENAMETOOLONG'],
  ['a folder that is a file', 'real/plan.json', 'ENOTDIR'],
])('%s', (_name, path, reason) => {
  expect(() => write(path, 'text')).toThrow(
    expect.objectContaining({ code: 'document', facts: { file: path, problem: 'unwritable', reason } }),
  );
  expect(existsSync(join(folder, 'real'))).toBe(true);
});
