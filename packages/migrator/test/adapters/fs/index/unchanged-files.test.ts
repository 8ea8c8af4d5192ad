import { linkSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIndex } from '../../../../src/adapters/fs/index/read-index.ts';
import { writeIndex } from '../../../../src/adapters/fs/index/write-index.ts';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { revisionText } from '../write-tree.ts';
import { EAGER, indexed, keep, keptWorkspace, pathOf, placeOf, seen, tick } from './kept-workspace.ts';

const NAMES = ['1.sql', '2.sql', '3.sql', '4.ts'];

/** Ids of one length, so that files keep their size. */
const contentOf = (name: string, number: number): string =>
  name.endsWith('.ts')
    ? `// revision: ${number % 10}aaa\nexport const upgrade = async () => {};\n`
    : revisionText(`${number % 10}aaa`);

type Edit = (path: string, other: string, content: string) => void;

/** Does something to a file, and gives it the times of before. */
function disguised(edit: Edit): Edit {
  return (path, other, content) => {
    const { atimeMs, mtimeMs } = statSync(path);
    edit(path, other, content);
    utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
  };
}

const write: Edit = (path, _, content) => writeFileSync(path, content);
const replace: Edit = (path, _, content) => {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
};
const makeAgain: Edit = (path, _, content) => {
  rmSync(path);
  writeFileSync(path, content);
};
/** In place of a file, unless it is the same one. */
const instead =
  (make: (other: string, path: string) => void): Edit =>
  (path, other) => {
    if (path === other) return;
    rmSync(path);
    make(other, path);
  };

const EDITS: Readonly<Record<string, Edit>> = {
  'same size': write,
  'same size, and the time of before': disguised(write),
  'a body that grows': (path, _, content) => writeFileSync(path, `${content}\n-- more\n`),
  'another file in its place': replace,
  'another file in its place, with the time of before': disguised(replace),
  'removed and made again': disguised(makeAgain),
  'two change places': (path, other) => {
    if (path === other) return;
    renameSync(path, `${path}.aside`);
    renameSync(other, path);
    renameSync(`${path}.aside`, other);
  },
  'a second name of another file': instead(linkSync),
  'a link to another file': instead(symlinkSync),
  'no revision any more': (path) => writeFileSync(path, 'select 1;\n'),
  'a header that says more': (path, _, content) =>
    writeFileSync(path, content.replace('\n', '\n-- unproven: "no time"\n-- \n-- A note: über\n')),
  nothing: () => undefined,
  'only looked at': (path) => void readFileSync(path),
  'only the time': (path) => utimesSync(path, 1_000_000, 1_000_000),
  'a time to come': (path) => utimesSync(path, 4_000_000_000, 4_000_000_000),
  removed: (path) => rmSync(path),
  'a new file': (path, _, content) => writeFileSync(path.replace(/\.(sql|ts)$/, '-new.$1'), content),
  'another name': (path) => renameSync(path, path.replace(/\.(sql|ts)$/, '-new.$1')),
  'a file that is none of ours': (path) => writeFileSync(`${path}.md`, ''),
};

const edits = fc.array(
  fc.record({
    edit: fc.constantFrom(...Object.keys(EDITS)),
    file: fc.constantFrom(...NAMES),
    other: fc.constantFrom(...NAMES),
    number: fc.nat({ max: 9 }),
    /** Whether a command keeps what there is afterwards, at once or when the files are old enough. */
    afterwards: fc.constantFrom('nothing', 'keep at once', 'keep'),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What was removed before is not there. */
function attempt(edit: () => void): void {
  try {
    edit();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

test('whatever is done to the files, the index says what is in them', () => {
  fc.assert(
    fc.property(edits, (all) => {
      const root = keptWorkspace(Object.fromEntries(NAMES.map((name, at) => [name, contentOf(name, at)])));
      keep(root);
      for (const { edit, file, other, number, afterwards } of all) {
        const [path, second] = [join(root, pathOf(file)), join(root, pathOf(other))];
        attempt(() => EDITS[edit]?.(path, second, contentOf(file, number)));
        const read = seen(openWorkspace(root));
        expect(seen(indexed(root))).toEqual(read);
        if (afterwards === 'keep') keep(root);
        else if (afterwards === 'keep at once') writeIndex(placeOf(root), EAGER);
        expect(seen(indexed(root))).toEqual(read);
      }
    }),
    { numRuns: 60 },
  );
});

test('a file that changes while an index is made is not believed', () => {
  const root = keptWorkspace({ '1.sql': contentOf('1.sql', 1) });
  const path = join(root, pathOf('1.sql'));
  for (let number = 0; number < 50; number += 1) {
    // No tick passes between most of these.
    write(path, '', contentOf('1.sql', number));
    writeIndex(placeOf(root), EAGER);
    disguised(write)(path, '', contentOf('1.sql', number + 1));
    expect(seen(indexed(root))).toEqual(seen(openWorkspace(root)));
  }
});

test('a file that is not older than the index is read', () => {
  const old = ['1.sql', '2.sql', '3.sql'];
  const root = keptWorkspace(Object.fromEntries([...old, '4.sql'].map((name, at) => [name, contentOf(name, at)])));
  tick(root);
  EDITS['a time to come']?.(join(root, pathOf('4.sql')), '', '');
  keep(root);
  const kept = readIndex(placeOf(root));
  expect(kept?.isUnchanged()).toBe(false);
  expect(old.map((name) => kept?.look(pathOf(name))?.id)).toEqual(['0aaa', '1aaa', '2aaa']);
  expect(kept?.look(pathOf('4.sql'))).toBeUndefined();
});

test('one that watches the files a few at a time sees the same', async () => {
  const names = Array.from({ length: 250 }, (_, at) => `${at}.sql`);
  const root = keptWorkspace(Object.fromEntries(names.map((name, at) => [name, revisionText(`id${at}`)])));
  keep(root);
  expect(await readIndex(placeOf(root))?.areSame()).toBe(true);
  tick(root);
  disguised(write)(join(root, pathOf('249.sql')), '', revisionText('id999'));
  expect(await readIndex(placeOf(root))?.areSame()).toBe(false);
});
