import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { lintDocument } from './lint-rules.ts';

test('docs/lint.md is what the rules say (npm run docs)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../../../docs/lint.md'), 'utf8')).toBe(lintDocument());
});
