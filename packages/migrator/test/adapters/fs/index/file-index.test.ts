import {
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileIndex } from '../../../../src/adapters/fs/index/file-index.ts';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { RevisionFileReplacedError } from '../../../../src/errors/workspace/file-errors.ts';
import type { Workspace } from '../../../../src/ports/workspace/workspace.ts';
import { revisionText, writeTree } from '../write-tree.ts';

const FOLDER = 'features/events/migrations';
const SLICE = { 'features/events/slice.json': '{ "label": "events" }' };
const INDEX = '.braid/cache/revisions.json';

/** Whoever comes later than the margin may remember; a negative one is as good as waiting. */
function indexOf(root: string, { marginMs = 0, toolVersion = '1' } = {}): FileIndex {
  return new FileIndex({ path: join(root, INDEX), toolVersion, marginMs, worthwhile: 1 });
}

/** All that is read off the files; by the index where there is one. */
function seen(workspace: Workspace): unknown {
  try {
    return workspace
      .readHeaders()
      .map((revision) => [revision, workspace.knownChecksumOf?.(revision) ?? workspace.checksumOf(revision)]);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

/** Waits until what is written now has a later time of change than the files. */
function tick(root: string, files: readonly string[]): void {
  const probe = join(root, 'probe');
  const latest = () =>
    files.map((file) => lstatSync(join(root, file), { bigint: true }).ctimeNs).reduce((a, b) => (a > b ? a : b), 0n);
  const now = (): bigint => {
    writeFileSync(probe, 'x');
    return lstatSync(probe, { bigint: true }).ctimeNs;
  };
  while (now() <= latest());
  // The index counts in milliseconds.
  for (const end = Date.now() + 2; Date.now() < end; );
}

const NAMES = ['1.sql', '2.sql', '3.sql'];
const FILES = NAMES.map((name) => `${FOLDER}/${name}`);

/** Ids of one length, so that files keep their size. */
const contentOf = (number: number): string => revisionText(`${number % 10}aaa`);

type Edit = (path: string, other: string, number: number) => void;

const EDITS: Readonly<Record<string, Edit>> = {
  'same size': (path, _, number) => writeFileSync(path, contentOf(number)),
  'same size, and the time of before': (path, _, number) => {
    const { atimeMs, mtimeMs } = statSync(path);
    writeFileSync(path, contentOf(number));
    utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
  },
  'a body that grows': (path, _, number) => writeFileSync(path, `${contentOf(number)}\n-- more\n`),
  'another file in its place': (path, _, number) => {
    writeFileSync(`${path}.new`, contentOf(number));
    const { atimeMs, mtimeMs } = statSync(path);
    utimesSync(`${path}.new`, atimeMs / 1000, mtimeMs / 1000);
    renameSync(`${path}.new`, path);
  },
  'removed and made again': (path, _, number) => {
    const { atimeMs, mtimeMs } = statSync(path);
    rmSync(path);
    writeFileSync(path, contentOf(number));
    utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
  },
  'two change places': (path, other) => {
    if (path === other) return;
    renameSync(path, `${path}.aside`);
    renameSync(other, path);
    renameSync(`${path}.aside`, other);
  },
  'a second name of another file': (path, other) => {
    if (path === other) return;
    rmSync(path);
    linkSync(other, path);
  },
  'a link to another file': (path, other) => {
    if (path === other) return;
    rmSync(path);
    symlinkSync(other, path);
  },
  'no revision any more': (path) => writeFileSync(path, 'select 1;\n'),
  nothing: () => undefined,
  'only looked at': (path) => void readFileSync(path),
  'only the time': (path) => utimesSync(path, 1_000_000, 1_000_000),
};

const edits = fc.array(
  fc.record({
    edit: fc.constantFrom(...Object.keys(EDITS)),
    file: fc.nat({ max: NAMES.length - 1 }),
    other: fc.nat({ max: NAMES.length - 1 }),
    number: fc.nat({ max: 9 }),
    /** Whether a command keeps what it reads afterwards. */
    keeps: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

test('whatever is done to the files, the index says what is in them', () => {
  fc.assert(
    fc.property(edits, (all) => {
      const root = writeTree({ ...SLICE, ...Object.fromEntries(FILES.map((file, at) => [file, contentOf(at)])) });
      mkdirSync(dirname(join(root, INDEX)), { recursive: true });
      const look = (keeps: boolean): void => {
        tick(root, FILES);
        const workspace = openWorkspace(root, { index: indexOf(root) });
        expect(seen(workspace)).toEqual(seen(openWorkspace(root)));
        // What the same process was told before does not count for what changed since.
        if (keeps) workspace.keep?.();
        tick(root, FILES);
      };
      look(true);
      for (const { edit, file, other, number, keeps } of all) {
        const [path, second] = [file, other].map((at) => join(root, FILES[at] ?? ''));
        EDITS[edit]?.(path ?? '', second ?? '', number);
        look(keeps);
      }
    }),
    { numRuns: 20 },
  );
});

test('a process that stays sees what changes meanwhile', () => {
  const root = writeTree({ ...SLICE, [FILES[0] ?? '']: contentOf(1) });
  tick(root, [FILES[0] ?? '']);
  const workspace = openWorkspace(root, { index: indexOf(root) });
  expect(seen(workspace)).toEqual(seen(openWorkspace(root)));
  tick(root, [FILES[0] ?? '']);
  EDITS['same size, and the time of before']?.(join(root, FILES[0] ?? ''), '', 2);
  expect(seen(workspace)).toEqual(seen(openWorkspace(root)));
});

function indexed(text = contentOf(1)) {
  const file = FILES[0] ?? '';
  const root = writeTree({ ...SLICE, [file]: text });
  tick(root, [file]);
  const first = openWorkspace(root, { index: indexOf(root) });
  seen(first);
  first.keep?.();
  return { root, path: join(root, file) };
}

/** The index as it is, with a false entry in it, so that it shows whether it is believed. */
function falsify(root: string): void {
  const path = join(root, INDEX);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('1aaa', 'lies'));
}

test('a file that did not change is not read', () => {
  const { root } = indexed();
  falsify(root);
  expect(
    openWorkspace(root, { index: indexOf(root) })
      .readHeaders()
      .map(({ id }) => id),
  ).toEqual(['lies']);
});

test.each<readonly [string, (root: string, path: string) => FileIndex]>([
  ['another version wrote it', (root) => indexOf(root, { toolVersion: '2' })],
  [
    'it is cut off',
    (root) => {
      const path = join(root, INDEX);
      writeFileSync(path, readFileSync(path, 'utf8').slice(0, -5));
      return indexOf(root);
    },
  ],
  [
    'an entry is mixed up',
    (root) => {
      const path = join(root, INDEX);
      writeFileSync(path, readFileSync(path, 'utf8').replace('"labels":[]', '"labels":[1]'));
      return indexOf(root);
    },
  ],
])('the index does not count when %s', (_, open) => {
  const { root, path } = indexed();
  falsify(root);
  expect(
    openWorkspace(root, { index: open(root, path) })
      .readHeaders()
      .map(({ id }) => id),
  ).toEqual(['1aaa']);
});

test('a file that changed a moment before it was read is not remembered', () => {
  const file = FILES[0] ?? '';
  const root = writeTree({ ...SLICE, [file]: contentOf(1) });
  const workspace = openWorkspace(root, { index: indexOf(root, { marginMs: 3_000 }) });
  seen(workspace);
  workspace.keep?.();
  expect(lstatSync(join(root, INDEX), { throwIfNoEntry: false })).toBeUndefined();
});

test('a file that is not what the index said is not run', () => {
  const { root } = indexed();
  falsify(root);
  const path = join(root, INDEX);
  // The header is right, the checksum is not.
  writeFileSync(
    path,
    readFileSync(path, 'utf8')
      .replaceAll('lies', '1aaa')
      .replace(/"[0-9a-f]{64}"/, `"${'0'.repeat(64)}"`),
  );
  const workspace = openWorkspace(root, { index: indexOf(root) });
  workspace.holdFiles?.();
  const [revision] = workspace.readHeaders();
  if (revision === undefined) throw new Error('there is no revision');
  expect(workspace.knownChecksumOf?.(revision)).toBe('0'.repeat(64));
  expect(() => workspace.checksumOf(revision)).toThrow(RevisionFileReplacedError);
  // Nor is it believed again.
  const [again] = workspace.readHeaders();
  if (again === undefined) throw new Error('there is no revision');
  expect(workspace.readRevision(again).checksum).toBe(workspace.knownChecksumOf?.(again));
});

test('commands that hold files believe no header without a checksum', () => {
  const file = FILES[0] ?? '';
  const root = writeTree({ ...SLICE, [file]: contentOf(1) });
  tick(root, [file]);
  const first = openWorkspace(root, { index: indexOf(root) });
  first.readHeaders();
  first.keep?.();
  falsify(root);
  const holding = openWorkspace(root, { index: indexOf(root) });
  holding.holdFiles?.();
  expect(holding.readHeaders().map(({ id }) => id)).toEqual(['1aaa']);
});
