import { expect, test } from 'vitest';
import { wovenFiles } from '../../src/nx/woven-files.ts';

test.each([
  ['{ "label": "a" }', 'migrations'],
  ['{ "label": "b", "migrations": "./migrations/" }', 'migrations'],
  ['{ "label": "c", "migrations": "./db/steps" }', 'db/steps'],
])('%s has its revisions in %s', (text, folder) => {
  expect(wovenFiles(text)).toEqual([
    '{projectRoot}/slice.json',
    '{projectRoot}/package.json',
    `{projectRoot}/${folder}/**/*`,
    '{projectRoot}/sql/**/*',
  ]);
});
