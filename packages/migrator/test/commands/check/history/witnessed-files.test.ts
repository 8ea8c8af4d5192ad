import { expect, test } from 'vitest';
import { isWitnessed, witnessedFiles } from '../../../../src/commands/check/history/witnessed-files.ts';
import type { RevisionFiles } from '../../../../src/ports/workspace/revision-files.ts';

/** Files in memory. */
function filesOf(texts: Readonly<Record<string, string>>): RevisionFiles {
  const refuse = (): never => {
    throw new Error('only to be read');
  };
  return {
    read: (file) => (file.endsWith('.locked') ? refuse() : texts[file]),
    list: (folder, ending) =>
      Object.keys(texts).filter((file) => file.startsWith(`${folder}/`) && file.endsWith(ending)),
    create: refuse,
    replace: refuse,
  };
}

const BEFORE = { 'a/1.json': 'one', 'a/2.json': 'two', 'b/3.json': 'three' };

function witnessOf(files: RevisionFiles) {
  const watched = witnessedFiles(files);
  watched.files.read('a/1.json');
  watched.files.read('a/none.json');
  watched.files.list('a', '.json');
  return watched.witness();
}

test.each([
  ['the same', BEFORE, true],
  ['a file that nobody read changes', { ...BEFORE, 'b/3.json': '3', 'a/2.json': '2' }, true],
  ['a file that was read changes', { ...BEFORE, 'a/1.json': 'ONE' }, false],
  ['a file that was missing is there', { ...BEFORE, 'a/none.json': '' }, false],
  ['a folder has another file', { ...BEFORE, 'a/4.json': '' }, false],
  ['a file is gone', { 'a/2.json': 'two' }, false],
])('%s', (_, after, isSame) => {
  const witness = witnessOf(filesOf(BEFORE));
  expect(witness !== undefined && isWitnessed(witness, filesOf(after))).toBe(isSame);
});

test('where something could not be read, there is no witness', () => {
  const { files, witness } = witnessedFiles(filesOf(BEFORE));
  expect(() => files.read('a.locked')).toThrow('only to be read');
  expect(witness()).toBeUndefined();
});
