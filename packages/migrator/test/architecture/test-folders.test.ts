import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const TEST = resolve(import.meta.dirname, '..');

/** Each folder of the tests with its files; what tests read or write (scenarios, fixtures) is not code. */
function foldersUnder(folder: string): { folder: string; files: string[] }[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map(({ name }) => name);
  const inner = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersUnder(join(folder, name)));
  return [{ folder: relative(TEST, folder).split(sep).join('/'), files }, ...inner];
}

const folders = foldersUnder(TEST);

test('the tests are found', () => {
  expect(folders.flatMap(({ files }) => files).length).toBeGreaterThan(300);
});

test('a folder of tests has fifteen files at most', () => {
  const large = folders
    .filter(({ files }) => files.length > 15)
    .map(({ folder, files }) => `${folder}: ${files.length}`);
  expect(large).toEqual([]);
});

test('no file of the tests is over 300 lines', () => {
  const long = folders.flatMap(({ folder, files }) =>
    files.flatMap((file) => {
      const lines = readFileSync(join(TEST, folder, file), 'utf8').split('\n').length - 1;
      return lines > 300 ? [`${folder}/${file}: ${lines}`] : [];
    }),
  );
  expect(long).toEqual([]);
});

test('no test has a shorter time limit than its project, whose limits judge no speed', () => {
  const own = /^\s*\}, ?([\d_]+)\);$|\btest\b.*\{ timeout: ([\d_]+) \}/gm;
  const short = folders.flatMap(({ folder, files }) =>
    files.flatMap((file) =>
      [...readFileSync(join(TEST, folder, file), 'utf8').matchAll(own)].flatMap(([, after, option]) => {
        const limit = Number((after ?? option ?? '').replaceAll('_', ''));
        return limit < 300_000 ? [`${folder}/${file}: ${limit} ms`] : [];
      }),
    ),
  );
  expect(short).toEqual([]);
});
