import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDevTools } from '../../../src/adapters/dev/dev-tools.ts';
import { tempDir } from '../../support/temp-dir.ts';

test('one watches a workspace; the lock of a process that was killed is nobody’s', () => {
  const root = tempDir('braid-dev-');
  const [one, other] = [openDevTools(root, 'dev'), openDevTools(root, 'dev')];
  const release = one.takeWatch();
  expect(release).toBeTypeOf('function');
  expect(other.takeWatch()).toBeUndefined();
  expect(other.watcher()).toBe(process.pid);
  release?.();
  expect(other.watcher()).toBeUndefined();
  // A process that has been, under a number that another one may have got since.
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  for (const holder of [`${pid} 1 aaaa`, `${process.pid} 1 aaaa`]) {
    mkdirSync(join(root, '.braid/drafts'), { recursive: true });
    writeFileSync(join(root, '.braid/drafts/watch.lock'), holder);
    const taken = other.takeWatch();
    expect(taken).toBeTypeOf('function');
    taken?.();
  }
});

test('what changes drafts happens one after the other, also where one fails', async () => {
  const root = tempDir('braid-dev-');
  const [one, other] = [openDevTools(root, 'dev'), openDevTools(root, 'dev')];
  const done: string[] = [];
  let finish: () => void = () => undefined;
  const first = one.alone(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    done.push('first');
    throw new Error('it failed');
  });
  const second = other.alone(async () => {
    done.push('second');
  });
  finish();
  await expect(first).rejects.toThrow('it failed');
  await second;
  expect(done).toEqual(['first', 'second']);
});

test('folders of drafts: files come and go whole, and nothing else is listed', () => {
  const root = tempDir('braid-dev-');
  const tools = openDevTools(root, 'dev');
  expect(tools.folders()).toEqual([]);
  const folder = tools.folder('main-1/2');
  expect([folder.list(), folder.read('shop/a.sql')]).toEqual([[], undefined]);
  folder.write('shop/a.sql', 'x');
  folder.write('commit.json', '{}');
  writeFileSync(join(root, folder.path, 'shop/.a.sql.tmp'), '');
  expect([tools.folders(), folder.list(), folder.read('shop/a.sql')]).toEqual([
    ['main-1/2'],
    ['commit.json', 'shop/a.sql'],
    'x',
  ]);
  folder.remove(['shop/a.sql', 'shop/none.sql']);
  expect(folder.list()).toEqual(['commit.json']);
});
