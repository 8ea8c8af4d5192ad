import { expect, test } from 'vitest';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { writeTree } from '../write-tree.ts';

const read = (manifest: object) =>
  openWorkspace(writeTree({ 'features/app/slice.json': JSON.stringify({ label: 'app', ...manifest }) })).slices[0];

test.each([
  [{}, { schema: 'features/app/src/schema.ts' }],
  [{ schema: null }, { schema: null }],
  [{ schema: './src/*.ts' }, { schema: 'features/app/src/*.ts' }],
  [
    { schema: ['./a.ts', 'b/'], casing: 'snake_case', schemaEnv: { KEY: '' } },
    {
      schema: 'features/app/a.ts',
      schemas: ['features/app/a.ts', 'features/app/b'],
      casing: 'snake_case',
      schemaEnv: { KEY: '' },
    },
  ],
])('%j', (manifest, options) => {
  expect(read(manifest)).toEqual({
    ...{ label: 'app', folder: 'features/app', migrations: 'features/app/migrations' },
    ...options,
  });
});

test.each([
  [{ schema: [] }, '"schema" is an empty list'],
  [{ schema: [3] }, '"schema" is not text'],
  [{ schema: ['../a.ts'] }, '"../a.ts" is not a path inside the slice'],
  [{ casing: 'kebab' }, '"casing": "kebab" is neither'],
  [{ casing: null }, '"casing": "null" is neither'],
  [{ schemaEnv: [] }, '"schemaEnv" is not an object'],
  [{ schemaEnv: { PORT: 3 } }, '"schemaEnv": "PORT" is not text'],
])('%j is refused', (manifest, message) => {
  expect(() => read(manifest)).toThrow(
    expect.objectContaining({ code: 'slice-manifest-invalid', message: expect.stringContaining(message) }),
  );
});
