import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes, errorsDocument } from './error-codes.mjs';
import { jsonDocument } from './json-shapes.mjs';

const doc = (name: string) => readFileSync(resolve(import.meta.dirname, '../../docs', name), 'utf8');

test('docs/errors.md is what the sources say (npm run docs)', () => {
  expect(doc('errors.md')).toBe(errorsDocument());
});

test('every error says when it comes', () => {
  const codes = errorCodes();
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter(({ meaning }) => meaning === '').map(({ code, file }) => `${file}: ${code}`)).toEqual([]);
});

test('docs/json.md is what the sources say (npm run docs)', () => {
  expect(doc('json.md')).toBe(jsonDocument());
});
