import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { folderWatch, type WatchFolder } from '../../../src/adapters/dev/folder-watch.ts';
import { tempDir } from '../../support/temp-dir.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const watch of open.splice(0)) watch.close();
});

const never = new Promise<void>(() => undefined);

function watching(polls: boolean, watchFolder?: WatchFolder) {
  const root = tempDir('braid-watch-');
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text);
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  write('src/schema.ts', '1');
  write('src/deep/part.ts', '1');
  write('shared.ts', '1');
  const watch = folderWatch(root, polls, watchFolder);
  open.push(watch);
  watch.follow(['src', 'shared.ts']);
  return { root, write, watch };
}

type Save = (it: ReturnType<typeof watching>) => void;

const SAVES: readonly (readonly [what: string, save: Save])[] = [
  ['written', ({ write }) => write('src/schema.ts', '2')],
  [
    'of the same length and time',
    ({ write, root }) => {
      write('src/schema.ts', '3');
      utimesSync(join(root, 'src/schema.ts'), new Date(0), new Date(0));
    },
  ],
  ['below', ({ write }) => write('src/deep/part.ts', '2')],
  [
    'written in two steps',
    ({ write }) => {
      write('src/schema.ts', '');
      write('src/schema.ts', '22');
    },
  ],
  [
    'replaced by another file',
    ({ write, root }) => {
      write('src/.schema.ts.swp', '2');
      renameSync(join(root, 'src/.schema.ts.swp'), join(root, 'src/schema.ts'));
    },
  ],
  ['a single file outside', ({ write }) => write('shared.ts', '2')],
  [
    'new, in a new folder',
    ({ write, root }) => {
      mkdirSync(join(root, 'src/new'));
      write('src/new/a.ts', '1');
    },
  ],
  ['removed', ({ root }) => rmSync(join(root, 'src/deep/part.ts'))],
];

test.each([false, true].flatMap((polls) => SAVES.map(([what, save]) => ({ what, polls, save }))))(
  'sees what is saved: $what (polling: $polls)',
  async ({ polls, save }) => {
    const it = watching(polls);
    const seen = it.watch.look();
    const changed = it.watch.changed(seen, never);
    save(it);
    await changed;
    expect(it.watch.look()).not.toBe(seen);
    expect(it.watch.isPolling).toBe(polls);
  },
);

test('contents count: a touch, a write of the same text, and what is not meant are no saves', async () => {
  const it = watching(true);
  mkdirSync(join(it.root, 'src/node_modules/x'), { recursive: true });
  const seen = it.watch.look();
  utimesSync(join(it.root, 'src/schema.ts'), new Date(1), new Date(1));
  it.write('src/schema.ts', '1');
  it.write('src/.schema.ts.swp', 'x');
  it.write('src/schema.ts~', 'x');
  it.write('src/node_modules/x/index.ts', 'x');
  expect(it.watch.look()).toBe(seen);
});

test('what was saved before anybody waited is seen, and a stop ends the waiting', async () => {
  const it = watching(false);
  const seen = it.watch.look();
  it.write('src/schema.ts', '2');
  await it.watch.changed(seen, never);
  await it.watch.changed(it.watch.look(), Promise.resolve());
  expect(it.watch.folders).toBe(3);
});

test('where the system watches nothing, it looks by itself', async () => {
  const it = watching(false, () => {
    throw Object.assign(new Error('too many'), { code: 'ENOSPC' });
  });
  expect(it.watch.isPolling).toBe(true);
  const seen = it.watch.look();
  const changed = it.watch.changed(seen, never);
  it.write('src/schema.ts', '2');
  await changed;
});
