import { expect, test } from 'vitest';
import { wovenInputs } from '../../src/nx/woven-inputs.ts';

test('all slices by their globs, and folders of revisions that lie elsewhere', () => {
  const slices = new Map([
    ['features/a', '{ "label": "a" }'],
    ['features/b', '{ "label": "b", "migrations": "./migrations/" }'],
    ['features/c', '{ "label": "c", "migrations": "./db/steps" }'],
    ['features/d', 'no JSON'],
  ]);
  const inputs = wovenInputs(['features/*', './libs/*/db/'], slices);
  expect(inputs).toEqual(
    expect.arrayContaining([
      '{workspaceRoot}/features/*/migrations/**/*',
      '{workspaceRoot}/features/*/slice.json',
      '{workspaceRoot}/libs/*/db/sql/**/*',
      '{workspaceRoot}/features/c/db/steps/**/*',
      '{workspaceRoot}/migrate.config.*',
      '{workspaceRoot}/package-lock.json',
    ]),
  );
  expect(inputs.filter((input) => /features\/[abd]/.test(input))).toEqual([]);
});
