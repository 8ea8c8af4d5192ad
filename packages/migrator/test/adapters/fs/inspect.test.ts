import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { revisionText, writeTree } from './write-tree.ts';

const EVENTS = { 'features/events/slice.json': '{ "label": "events" }' };
const FOLDER = 'features/events/migrations';

test('of contents that were in order before only the header is parsed; checksums are those of the files', () => {
  const sizes = [16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 100_000];
  const root = writeTree({
    ...EVENTS,
    [`${FOLDER}/a.sql`]: revisionText('a1'),
    [`${FOLDER}/b.sql`]: revisionText('b1').replace('select 1', "select '"),
    [`${FOLDER}/c.sql`]: `\uFEFF${revisionText('c1').replaceAll('\n', '\r\n')}`,
    ...Object.fromEntries(sizes.map((size) => [`${FOLDER}/d${size}.sql`, revisionText(`d${size}`).padEnd(size, '\n')])),
  });
  symlinkSync('a.sql', join(root, FOLDER, 'e.sql'));
  const workspace = openWorkspace(root);
  const { revisions, problems, checksums } = workspace.inspect();
  expect(revisions).toEqual(workspace.readHeaders());
  expect(problems.map(({ facts }) => facts)).toMatchObject([{ file: `${FOLDER}/b.sql` }]);
  expect(new Set(checksums)).toEqual(new Set(revisions.map((one) => [one.file, workspace.checksumOf(one)])));
  for (const one of revisions.filter(({ id }) => id !== 'b1')) {
    expect(workspace.readRevision(one).checksum).toBe(checksums.get(one.file));
  }
  expect(workspace.inspect((checksum) => checksum !== '')).toEqual({ revisions, problems: [], checksums });
});

test('a folder with revisions whose slice.json is gone, and globs of folders that are not there', () => {
  const root = writeTree({
    ...EVENTS,
    [`${FOLDER}/a.sql`]: revisionText('a1'),
    'features/lost/migrations/b.sql': revisionText('b1'),
    'features/code/migrations/c.ts': '// revision: c1\n',
    // Nobody's business: migrations of another tool, and a package without any.
    'features/other/migrations/0001.sql': 'create table t ();',
    'features/plain/src/index.ts': '',
    'libs/readme.md': '',
  });
  const problems = (sliceGlobs: readonly string[], isCopy = false) =>
    openWorkspace(root, { sliceGlobs, isCopy })
      .inspect()
      .problems.map(({ code, facts }) => [code, facts]);
  const lost = ['code', 'lost'].map((name) => [
    'slice-manifest-missing',
    { file: `features/${name}/slice.json`, migrations: `features/${name}/migrations` },
  ]);
  expect(problems(['features/*', 'libs/*', '*/events'])).toEqual(lost);
  expect(problems(['features/events', 'featuers/*', './nowhere/x/'])).toEqual([
    ['slice-glob-unmatched', { glob: 'featuers/*', folder: 'featuers' }],
    ['slice-glob-unmatched', { glob: './nowhere/x/', folder: 'nowhere' }],
  ]);
  expect(problems(['features/events', 'featuers/*'], true)).toEqual([]);
  // The defaults are nobody's spelling.
  expect(openWorkspace(root).inspect().problems).toHaveLength(2);
});
