import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JOURNAL } from '../../../../src/adapters/fs/rewrite/journal-file.ts';
import { beginRewrite, finishRewrite, rewriteFiles } from '../../../../src/adapters/fs/rewrite/rewrite-files.ts';
import type { Rewrite } from '../../../../src/ports/workspace/rewrite.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const FOLDER = 'features/shop/migrations';
const SLICES = [{ label: 'shop', folder: 'features/shop', schema: null, migrations: FOLDER }];
const REWRITE: Rewrite = {
  writes: [
    { file: `${FOLDER}/snapshots/a.json`, text: 'new snapshot' },
    { file: `${FOLDER}/1_a_new.sql`, text: 'new revision' },
  ],
  removes: [`${FOLDER}/1_a_old.sql`, `${FOLDER}/2_b.sql`],
};
const OLD = { '1_a_old.sql': 'old revision', '2_b.sql': 'another', 'snapshots/a.json': 'old snapshot' };
const NEW = { '1_a_new.sql': 'new revision', 'snapshots/a.json': 'new snapshot' };

function workspace(): string {
  const root = tempDir();
  mkdirSync(join(root, FOLDER, 'snapshots'), { recursive: true });
  for (const [file, text] of Object.entries(OLD)) writeFileSync(join(root, FOLDER, file), text);
  return root;
}

function files(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(join(root, FOLDER), { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(root, FOLDER).length + 1));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, FOLDER, name), 'utf8')]));
}

test('all files are new, and nothing is left of the change', () => {
  const root = workspace();
  rewriteFiles(root, SLICES, REWRITE);
  expect(files(root)).toEqual(NEW);
  expect(existsSync(join(root, JOURNAL))).toBe(false);
  finishRewrite(root, SLICES);
  expect(files(root)).toEqual(NEW);
});

test('a crash after any step leaves what the next command finishes', () => {
  const steps = [
    ...REWRITE.writes.map(
      ({ file, text }) =>
        (root: string) =>
          writeFileSync(join(root, file), text),
    ),
    ...REWRITE.removes.map((file) => (root: string) => rmSync(join(root, file))),
  ];
  for (let done = 0; done <= steps.length; done++) {
    const root = workspace();
    beginRewrite(root, SLICES, REWRITE);
    for (const step of steps.slice(0, done)) step(root);
    // Another one begins only after it.
    if (done % 2 === 0) finishRewrite(root, SLICES);
    else rewriteFiles(root, SLICES, { writes: [], removes: [] });
    expect(files(root), `after ${done} steps`).toEqual(NEW);
    expect(existsSync(join(root, JOURNAL))).toBe(false);
  }
});

test('what is not as it was when it began is not touched', () => {
  const root = workspace();
  beginRewrite(root, SLICES, REWRITE);
  writeFileSync(join(root, FOLDER, '2_b.sql'), 'edited after the crash');
  const known = files(root);
  expect(() => finishRewrite(root, SLICES)).toThrow(
    expect.objectContaining({ code: 'rewrite-unfinished', facts: expect.objectContaining({ problem: 'edited' }) }),
  );
  expect(files(root)).toEqual(known);
  rmSync(join(root, JOURNAL));
  finishRewrite(root, SLICES);
  expect(files(root)).toEqual(known);
});

test('a change that came with a checkout or a copy is not done', () => {
  const root = workspace();
  beginRewrite(root, SLICES, REWRITE);
  const copy = tempDir();
  cpSync(root, copy, { recursive: true });
  expect(() => finishRewrite(copy, SLICES)).toThrow(
    expect.objectContaining({ facts: { file: JOURNAL, problem: 'elsewhere' } }),
  );
  expect(files(copy)).toEqual(OLD);
});

test.each([
  '../x.sql',
  'package.json',
  `${FOLDER}/../x.sql`,
  `${FOLDER}/snapshots/../../x.json`,
  `${FOLDER}/x.js`,
  'features/shop/src/schema.ts',
])('only files of revisions are written: not %s', (file) => {
  const root = workspace();
  mkdirSync(join(root, '.braid'));
  for (const change of [
    { writes: [{ file, text: 'x' }], removes: [] },
    { writes: [], removes: [file] },
  ]) {
    expect(() => rewriteFiles(root, SLICES, change)).toThrow(
      expect.objectContaining({ facts: { file: JOURNAL, problem: 'unreadable' } }),
    );
    rmSync(join(root, JOURNAL));
  }
  expect(files(root)).toEqual(OLD);
});

test('not through a link out of the workspace, and not from a file that is something else', () => {
  const root = workspace();
  const outside = tempDir();
  symlinkSync(outside, join(root, FOLDER, 'snapshots', 'far'));
  rmSync(join(root, FOLDER, 'snapshots'), { recursive: true });
  symlinkSync(outside, join(root, FOLDER, 'snapshots'));
  expect(() => rewriteFiles(root, SLICES, REWRITE)).toThrow(
    expect.objectContaining({ code: 'link-outside-workspace' }),
  );
  expect(readdirSync(outside)).toEqual([]);
  for (const text of ['', '{', '[]', '{"folder":1,"entries":[]}', '{"folder":"x","entries":[{"file":1}]}']) {
    writeFileSync(join(root, JOURNAL), text);
    expect(() => finishRewrite(root, SLICES)).toThrow(
      expect.objectContaining({ facts: { file: JOURNAL, problem: 'unreadable' } }),
    );
  }
});
