import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packIndex, unpackIndex } from '../../../../src/adapters/fs/index/index-bytes.ts';
import { indexPath } from '../../../../src/adapters/fs/index/index-place.ts';
import { readIndex } from '../../../../src/adapters/fs/index/read-index.ts';
import { writeIndex } from '../../../../src/adapters/fs/index/write-index.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { revisionText } from '../write-tree.ts';
import { EAGER, indexed, keep, keptWorkspace, placeOf, tick } from './kept-workspace.ts';

function workspace(): { readonly root: string; readonly path: string } {
  const root = keptWorkspace({ '1.sql': revisionText('1aaa'), '2.sql': revisionText('2aaa', '-- revises: 1aaa') });
  keep(root);
  return { root, path: indexPath(placeOf(root)) };
}

const idsIn = (root: string, toolVersion?: string) =>
  indexed(root, toolVersion)
    .readHeaders()
    .map(({ id }) => id);

/** The index as it is, with another text in it: whether it is believed can be seen. */
function falsify(path: string, change: (text: string) => string = (text) => text.replaceAll('2aaa', 'lies')): void {
  const content = unpackIndex(new Uint8Array(readFileSync(path)));
  if (content === undefined) throw new Error('there is no index');
  writeFileSync(path, packIndex({ ...content, text: change(content.text) }));
}

test('files that have not changed are not read', () => {
  const { root, path } = workspace();
  falsify(path);
  expect(idsIn(root)).toEqual(['1aaa', 'lies']);
});

test.each<readonly [string, (path: string) => void]>([
  ['it is cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
  ['something was added to it', (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.of(0)]))],
  ['it is empty', (path) => writeFileSync(path, '')],
  [
    'it is a folder',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
  ['it is of another format', (path) => falsify(path, (text) => text.replace(/^\[\d+/, '[0'))],
  ['it is of another Node', (path) => falsify(path, (text) => text.replace(process.version, 'v0.0.0'))],
  [
    'it is a link to another one',
    (path) => {
      copyFileSync(path, `${path}.other`);
      rmSync(path);
      symlinkSync(`${path}.other`, path);
    },
  ],
])('it does not count when %s', (_, damage) => {
  const { root, path } = workspace();
  falsify(path);
  damage(path);
  expect(idsIn(root)).toEqual(['1aaa', '2aaa']);
});

test('it does not count for another version of Braid', () => {
  const { root, path } = workspace();
  falsify(path);
  expect(idsIn(root, '2')).toEqual(['1aaa', '2aaa']);
});

test('it does not count for a copy of the workspace', () => {
  const { root, path } = workspace();
  falsify(path);
  const copy = tempDir();
  cpSync(root, copy, { recursive: true, preserveTimestamps: true });
  expect(idsIn(copy)).toEqual(['1aaa', '2aaa']);
  falsify(indexPath(placeOf(copy)), (text) => text.replace(root, copy));
  expect(idsIn(copy)).toEqual(['1aaa', '2aaa']);
});

test('it does not count when slices are others', () => {
  const { root, path } = workspace();
  falsify(path);
  writeFileSync(join(root, 'features/events/slice.json'), '{ "label": "other" }');
  expect(
    indexed(root)
      .readHeaders()
      .map(({ id, slice }) => [id, slice]),
  ).toEqual([
    ['1aaa', 'other'],
    ['2aaa', 'other'],
  ]);
});

test('a damaged byte is noticed, wherever it is', () => {
  const bytes = packIndex({
    numbers: Float64Array.of(1, 2.5),
    integers: Int32Array.of(3, 4, 5),
    text: 'texts, für alle',
  });
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const damaged = new Uint8Array(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ by;
      expect(unpackIndex(damaged)).toBeUndefined();
    }),
  );
  expect(unpackIndex(new Uint8Array(bytes))?.text).toBe('texts, für alle');
});

test('the first command that could use one leaves a mark, the second one the index', () => {
  const root = keptWorkspace({ '1.sql': revisionText('1aaa') });
  const path = indexPath(placeOf(root));
  tick(root);
  writeIndex(placeOf(root), EAGER);
  expect(readFileSync(path, 'latin1')).toMatch(/^seen /);
  writeIndex(placeOf(root), EAGER);
  expect(readIndex(placeOf(root))?.isUnchanged()).toBe(true);
  // Nothing would be better by writing it again.
  falsify(path, (text) => text.replaceAll('1aaa', 'lies'));
  writeIndex(placeOf(root), EAGER);
  expect(idsIn(root)).toEqual(['lies']);
});

test('a mark of another checkout does not count', () => {
  const [root, other] = [
    keptWorkspace({ '1.sql': revisionText('1aaa') }),
    keptWorkspace({ '1.sql': revisionText('1aaa') }),
  ];
  for (const each of [root, other]) writeIndex(placeOf(each), EAGER);
  copyFileSync(indexPath(placeOf(other)), indexPath(placeOf(root)));
  writeIndex(placeOf(root), EAGER);
  expect(readIndex(placeOf(root))).toBeUndefined();
});

test('few files get no index, and nothing is left of one that cannot be written', () => {
  const root = keptWorkspace({ '1.sql': revisionText('1aaa') });
  writeIndex(placeOf(root));
  expect(existsSync(join(root, '.braid'))).toBe(false);
  mkdirSync(indexPath(placeOf(root)), { recursive: true });
  writeIndex(placeOf(root), EAGER);
  expect(existsSync(`${indexPath(placeOf(root))}.${process.pid}`)).toBe(false);
  rmSync(join(root, '.braid'), { recursive: true });
  writeFileSync(join(root, '.braid'), 'no folder');
  writeIndex(placeOf(root), EAGER);
  expect(readFileSync(dirname(join(root, '.braid/cache')), 'utf8')).toBe('no folder');
});

test('a fault in a file leaves no index', () => {
  const root = keptWorkspace({ '1.sql': revisionText('1aaa'), '2.sql': revisionText('1aaa') });
  keep(root);
  expect(readIndex(placeOf(root))).toBeUndefined();
});
