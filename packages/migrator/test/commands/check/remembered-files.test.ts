import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { withRememberedFiles } from '../../../src/commands/check/remembered-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('one check is about one content of a file, unless the check writes to it', () => {
  const root = tempDir();
  const edit = (name: string, text: string): void => writeFileSync(join(root, name), text);
  edit('a.json', 'a');
  const { files } = withRememberedFiles({ files: openRevisionFiles(root) });
  const seen = () => [files.read('a.json'), files.read('b.json'), files.list('', '.json'), files.list('', '.ts')];
  const before = ['a', undefined, ['a.json'], []];
  expect(seen()).toEqual(before);
  edit('a.json', 'A');
  edit('b.json', 'B');
  expect(seen()).toEqual(before);
  files.replace('a.json', 'fixed');
  expect(seen()).toEqual(['fixed', 'B', ['a.json', 'b.json'], []]);
  files.create('c.ts', '');
  expect(files.list('', '.ts')).toEqual(['c.ts']);
});
