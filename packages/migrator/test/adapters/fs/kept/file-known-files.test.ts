import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { fileKnownFiles } from '../../../../src/adapters/fs/kept/file-known-files.ts';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { changedFiles } from '../../../../src/adapters/git/changed-files.ts';
import type { Inspection } from '../../../../src/ports/workspace/workspace.ts';
import { revisionText, writeTree } from '../write-tree.ts';

const FOLDER = 'features/events/migrations';
const NOTED = revisionText('c1', '-- message: noted\n-- unproven: no server\n');

let root: string;

beforeEach(() => {
  root = writeTree({
    'features/events/slice.json': '{ "label": "events" }',
    [`${FOLDER}/a.sql`]: revisionText('a1'),
    [`${FOLDER}/b.sql`]: revisionText('b1'),
    [`${FOLDER}/c.sql`]: NOTED,
    [`${FOLDER}/d.ts`]: '// revision: d1\n// message: code\nexport const upgrade = async () => {};\n',
  });
  git('init', '--quiet', '-b', 'main');
  git('add', '--all');
});

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: root, stdio: 'pipe' });
}

const path = (name: string): string => join(root, FOLDER, name);
const read = (name: string): string => readFileSync(path(name), 'utf8');
const write = (name: string, text: string): void => writeFileSync(path(name), text);

interface Found extends Inspection {
  /** Which files were read. */
  readonly read: readonly string[];
}

/** Inspects as a hook does: bodies were valid before. */
async function inspect({ toolVersion = '1.0.0' } = {}): Promise<Found> {
  const workspace = openWorkspace(root);
  const { slices } = workspace;
  const { blobs } = await changedFiles(root).unstaged(slices.map(({ folder }) => folder));
  const known = fileKnownFiles({ file: join(root, '.braid/headers'), slices, toolVersion, leastFiles: 1 }, blobs);
  const files: string[] = [];
  const saw: typeof known.saw = (found, bytes) => {
    files.push(found.revision.file.slice(FOLDER.length + 1));
    known.saw(found, bytes);
  };
  return { ...workspace.inspect(() => true, { ...known, saw }), read: files };
}

function afresh(): Inspection {
  return openWorkspace(root).inspect(() => true);
}

test('a file is read once, whatever its header says', async () => {
  const first = await inspect();
  expect(first.read).toEqual(['a.sql', 'b.sql', 'c.sql', 'd.ts']);
  expect(await inspect()).toEqual({ ...first, read: [] });
  expect(first).toMatchObject(afresh());
  expect((await inspect({ toolVersion: '1.0.1' })).read).toHaveLength(4);
});

test('a body that is not known to be valid is read', async () => {
  await inspect();
  const workspace = openWorkspace(root);
  const { slices } = workspace;
  const { blobs } = await changedFiles(root).unstaged(['features/events']);
  write('a.sql', revisionText('a1').replace('select 1', "select '"));
  const place = { file: join(root, '.braid/headers'), slices, toolVersion: '1.0.0', leastFiles: 1 };
  const { problems } = workspace.inspect(() => false, fileKnownFiles(place, blobs));
  expect(problems).toHaveLength(1);
});

const EDITS: Readonly<Record<string, () => void>> = {
  'the same size and time': () => {
    const { atime, mtime } = statSync(path('a.sql'));
    write('a.sql', read('a.sql').replace('a1', 'a2'));
    utimesSync(path('a.sql'), atime, mtime);
  },
  'the same, staged': () => {
    write('a.sql', read('a.sql').replace('a1', 'a2'));
    git('add', '--all');
  },
  'git was told not to look': () => {
    git('update-index', '--assume-unchanged', `${FOLDER}/a.sql`);
    git('update-index', '--skip-worktree', `${FOLDER}/b.sql`);
    write('a.sql', read('a.sql').replace('a1', 'a2'));
    write('b.sql', read('b.sql').replace('b1', 'b2'));
  },
  'two files change places': () => {
    renameSync(path('a.sql'), path('e.sql'));
    renameSync(path('b.sql'), path('a.sql'));
    renameSync(path('e.sql'), path('b.sql'));
  },
  'another name': () => {
    renameSync(path('a.sql'), path('e.sql'));
    git('add', '--all');
  },
  'a link': () => {
    rmSync(path('a.sql'));
    symlinkSync('b.sql', path('a.sql'));
    git('add', '--all');
  },
  'a file that git does not know': () => write('e.sql', revisionText('e1')),
  'a file that git ignores': () => {
    writeFileSync(join(root, '.gitignore'), 'e.sql\n');
    write('e.sql', revisionText('e1'));
  },
  'a file is gone': () => rmSync(path('b.sql')),
  'other line ends, which git does not store': () => {
    writeFileSync(join(root, '.gitattributes'), '*.sql text eol=crlf\n');
    write('a.sql', read('a.sql').replace('a1', 'a2').replaceAll('\n', '\r\n'));
    git('add', '--all');
  },
  'what was kept is damaged': () => {
    const text = readFileSync(join(root, '.braid/headers'), 'utf8');
    writeFileSync(join(root, '.braid/headers'), text.replace('a1', 'a2'));
  },
  'a slice has another name': () =>
    writeFileSync(join(root, 'features/events/slice.json'), '{ "label": "happenings" }'),
  'a conflict': () => {
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    git(...who, 'commit', '--quiet', '-m', 'one');
    git('checkout', '--quiet', '-b', 'other');
    write('a.sql', read('a.sql').replace('a1', 'a2'));
    git(...who, 'commit', '--quiet', '-am', 'two');
    git('checkout', '--quiet', 'main');
    write('a.sql', read('a.sql').replace('a1', 'a3'));
    git(...who, 'commit', '--quiet', '-am', 'three');
    expect(() => git(...who, 'merge', '--quiet', 'other')).toThrow();
    write('a.sql', revisionText('a4'));
  },
};

test.each(Object.entries(EDITS))('the files count: %s', async (_, edit) => {
  await inspect();
  edit();
  const found = afresh();
  expect(await inspect()).toMatchObject(found);
  expect(await inspect()).toMatchObject(found);
});
