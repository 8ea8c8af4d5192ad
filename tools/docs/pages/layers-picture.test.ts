import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layersPicture } from './layers-picture.ts';

test('docs/architecture.svg is what the table of the layers says (npm run docs)', () => {
  const file = new URL('../../../docs/architecture.svg', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(layersPicture());
});
