import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { GONE_WORDS } from './gone-words.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

/** What people read: sources with their comments, documents, and what tests expect to be printed. */
const READ = [
  'README.md',
  'CONTRIBUTING.md',
  'docs',
  'packages/migrator/src',
  'packages/migrator/README.md',
  'packages/migrator/test/scenarios',
];

/** Decisions are kept as they were written. */
const texts = READ.flatMap((place) => {
  const whole = join(REPOSITORY, place);
  if (statSync(whole).isFile()) return [place];
  return readdirSync(whole, { recursive: true, encoding: 'utf8' }).map((path) => join(place, path));
})
  .filter((path) => /\.(?:ts|md)$/.test(path) && !path.startsWith('docs/decisions/'))
  .map((path) => ({ path, lines: readFileSync(join(REPOSITORY, path), 'utf8').split('\n') }));

test.each(GONE_WORDS)('nothing that people read says %s: %s', (word) => {
  expect(texts.length).toBeGreaterThan(800);
  const found = texts.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (word.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
  expect(found).toEqual([]);
});
