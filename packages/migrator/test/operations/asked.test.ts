import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ASKED } from './asked.ts';

const TESTS = resolve(import.meta.dirname, '..');

test.each(ASKED)('$asked', ({ shownBy }) => {
  expect(shownBy.length).toBeGreaterThan(0);
  for (const [file, name] of shownBy) expect(readFileSync(resolve(TESTS, file), 'utf8'), file).toContain(name);
});
