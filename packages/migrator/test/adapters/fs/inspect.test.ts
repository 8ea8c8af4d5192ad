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
