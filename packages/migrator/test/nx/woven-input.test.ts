import { expect, test } from 'vitest';
import { wovenInput } from '../../src/nx/woven-input.ts';

test.each([
  ['{ "label": "a" }', 'migrations'],
  ['{ "label": "b", "migrations": "./migrations/" }', 'migrations'],
  ['{ "label": "c", "migrations": "./db/steps" }', 'db/steps'],
])('%s has its revisions in %s', (text, folder) => {
  expect(wovenInput(text)).toEqual([
    '{projectRoot}/slice.json',
    '{projectRoot}/package.json',
    `{projectRoot}/${folder}/**/*`,
    '{projectRoot}/sql/**/*',
  ]);
});
