import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, isOlder, stampOf } from '../../../../src/adapters/fs/answers/observation.ts';
import { watchFiles } from '../../../../src/adapters/fs/answers/watched-files.ts';
import { writeTree } from '../write-tree.ts';

/** Calls a function of the watched `node:fs`. */
function call(files: object, name: string, ...given: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(files, name);
  if (typeof found !== 'function') throw new TypeError(name);
  return Reflect.apply(found, files, given);
}

test('what reads answers as ever, and is recorded', () => {
  const root = writeTree({ 'a.txt': 'a', 'folder/b.txt': 'b' });
  const file = join(root, 'a.txt');
  const { files, observations } = watchFiles(fs, []);
  expect(call(files, 'readFileSync', file, 'utf8')).toBe('a');
  expect(call(files, 'readdirSync', root)).toEqual(['a.txt', 'folder']);
  expect(call(files, 'existsSync', join(root, 'none'))).toBe(false);
  const real: unknown = Reflect.get(Object(Reflect.get(files, 'realpathSync')), 'native');
  expect(typeof real === 'function' && Reflect.apply(real, files, [file])).toBe(file);
  const descriptor = call(files, 'openSync', file, 'r');
  call(files, 'closeSync', descriptor);
  expect(() => call(files, 'readFileSync', join(root, 'none'))).toThrow('ENOENT');
  const seen = observations();
  expect(seen?.map(([asked, path]) => [asked, path.slice(root.length)])).toEqual([
    ['stamp', '/a.txt'],
    ['stamp', ''],
    ['exists', '/none'],
    ['real', '/a.txt'],
    ['stamp', '/none'],
  ]);
  expect(seen?.every(([asked, path, said]) => ask(asked, path) === said)).toBe(true);
  fs.writeFileSync(join(root, 'none'), '');
  const changed = seen
    ?.filter(([asked, path, said]) => ask(asked, path) !== said)
    .map(([asked, path]) => [asked, path]);
  expect(changed).toEqual([
    ['stamp', root],
    ['exists', join(root, 'none')],
    ['stamp', join(root, 'none')],
  ]);
});

const ENDS: Readonly<Record<string, (files: object, root: string) => unknown>> = {
  'a function that is not known': (files) => Reflect.get(files, 'cpSync'),
  promises: (files) => Reflect.get(files, 'promises'),
  writing: (files, root) => call(files, 'writeFileSync', join(root, 'new'), ''),
  'a file that is opened to be written': (files, root) => call(files, 'openSync', join(root, 'a.txt'), 'a'),
  'flags of such a file': (files, root) => call(files, 'openSync', join(root, 'a.txt'), fs.constants.O_RDWR),
  'a folder with all below it': (files, root) => call(files, 'readdirSync', root, { recursive: true }),
  'a link': (files, root) => call(files, 'readFileSync', join(root, 'link')),
  'a path that is none': (files, root) => call(files, 'existsSync', new URL(`file://${root}`)),
  'a descriptor': (files, root) => call(files, 'readFileSync', fs.openSync(join(root, 'a.txt'), 'r')),
  'a folder that is read as a file': (files, root) => call(files, 'readFileSync', root),
  'more files than are worth it': (files, root) => {
    for (let at = 0; at < 500; at += 1) call(files, 'existsSync', join(root, String(at)));
  },
  'what changes meanwhile': (files, root) => {
    call(files, 'readFileSync', join(root, 'a.txt'));
    fs.writeFileSync(join(root, 'a.txt'), 'longer');
    call(files, 'readFileSync', join(root, 'a.txt'));
  },
};

test.each(Object.keys(ENDS))('a record is not believed after %s', (name) => {
  const root = writeTree({ 'a.txt': 'a' });
  fs.symlinkSync('a.txt', join(root, 'link'));
  const { files, observations } = watchFiles(fs, []);
  call(files, 'readFileSync', join(root, 'a.txt'));
  expect(observations()).toHaveLength(1);
  try {
    ENDS[name]?.(files, root);
  } catch {
    // Some of that fails without being watched, too.
  }
  expect(observations()).toBeUndefined();
});

test('files that are known by other means need no record', () => {
  const root = writeTree({ 'a.txt': 'a' });
  const { files, observations } = watchFiles(fs, [join(root, 'a.txt')]);
  expect(call(files, 'readFileSync', join(root, 'a.txt'), 'utf8')).toBe('a');
  expect(observations()).toEqual([]);
});

test('a stamp is old if both times are, on its device', () => {
  const stamp = stampOf(writeTree({})) ?? '';
  const { dev, ctimeMs } = fs.statSync(writeTree({}));
  expect(isOlder(stamp, ctimeMs + 1000, dev)).toBe(true);
  expect(isOlder(stamp, ctimeMs + 1000, dev + 1)).toBe(false);
  expect(isOlder(stamp, ctimeMs - 1000, dev)).toBe(false);
  expect(isOlder('', 0, dev)).toBe(true);
});
