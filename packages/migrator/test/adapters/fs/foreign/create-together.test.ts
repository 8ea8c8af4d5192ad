import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTogether } from '../../../../src/adapters/fs/foreign/create-together.ts';
import { makeTempDir, removeTempDir } from '../../../support/temp-dir.ts';

function folder(): string {
  const root = makeTempDir('braid-together-');
  onTestFinished(() => removeTempDir(root));
  return root;
}

test('all files are written, with their folders', () => {
  const root = folder();
  createTogether(root, [
    { file: 'a/snapshots/1.json', text: '{}' },
    { file: 'a/1.sql', text: 'select 1;' },
  ]);
  expect(readFileSync(join(root, 'a/snapshots/1.json'), 'utf8')).toBe('{}');
  expect(readdirSync(join(root, 'a')).sort()).toEqual(['1.sql', 'snapshots']);
});

test('where one already exists, nothing is written', () => {
  const root = folder();
  writeFileSync(join(root, 'b.sql'), 'mine');
  const files = [
    { file: 'a/1.sql', text: '' },
    { file: 'b.sql', text: '' },
  ];
  expect(() => createTogether(root, files)).toThrow(expect.objectContaining({ code: 'file-exists' }));
  expect(readdirSync(root)).toEqual(['b.sql']);
  expect(readFileSync(join(root, 'b.sql'), 'utf8')).toBe('mine');
});

test('where one cannot be written, those before it are gone again, with the folders made for them', () => {
  const root = folder();
  mkdirSync(join(root, 'kept'));
  // A file in the place of a folder: no user, not even root, can write below it.
  writeFileSync(join(root, 'kept/file'), '');
  chmodSync(join(root, 'kept/file'), 0o444);
  const files = [
    { file: 'a/b/1.sql', text: '' },
    { file: 'kept/2.sql', text: '' },
    { file: 'kept/file/3.sql', text: '' },
  ];
  expect(() => createTogether(root, files)).toThrow();
  expect(existsSync(join(root, 'a'))).toBe(false);
  expect(readdirSync(join(root, 'kept'))).toEqual(['file']);
});

test('a way out of the workspace is refused', () => {
  const root = folder();
  expect(() => createTogether(root, [{ file: '../outside.sql', text: '' }])).toThrow(
    expect.objectContaining({ code: 'link-outside-workspace' }),
  );
});
