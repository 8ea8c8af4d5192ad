import { expect, test } from 'vitest';
import { weaveFiles } from '../../../src/adapters/git/weave-files.ts';

const tree = (paths: Readonly<Record<string, string>>) => new Map(Object.entries(paths));

test('what one side changed since the branches split counts', () => {
  const parted = tree({ same: '1', 'changed here': '1', 'changed there': '1', 'gone here': '1', 'gone there': '1' });
  const here = tree({ same: '1', 'changed here': '2', 'changed there': '1', 'gone there': '1', 'new here': '1' });
  const there = tree({ same: '1', 'changed here': '1', 'changed there': '2', 'gone here': '1', 'new there': '1' });
  expect(weaveFiles(here, there, parted, 'main')).toEqual({
    here: ['changed here', 'new here', 'same'],
    there: ['changed there', 'new there'],
    conflicts: [],
  });
});

test('the same on both sides is not a conflict', () => {
  const both = tree({ edited: '2', added: '1' });
  expect(weaveFiles(both, both, tree({ edited: '1', gone: '1' }), 'main')).toEqual({
    here: ['added', 'edited'],
    there: [],
    conflicts: [],
  });
});

test.each([
  ['1', '2', '3', ['changed', 'changed']],
  [undefined, '2', '3', ['added', 'added']],
  ['1', undefined, '3', ['removed', 'changed']],
  ['1', '2', undefined, ['changed', 'removed']],
])('before %s, here %s, there %s: a conflict', (before, ours, theirs, [here, there]) => {
  const one = (content: string | undefined) => tree(content === undefined ? {} : { file: content });
  const { conflicts, here: kept } = weaveFiles(one(ours), one(theirs), one(before), 'main');
  expect(conflicts.map(({ facts }) => facts)).toEqual([{ file: 'file', here, there, ref: 'main' }]);
  expect(kept).toEqual(ours === undefined ? [] : ['file']);
});
