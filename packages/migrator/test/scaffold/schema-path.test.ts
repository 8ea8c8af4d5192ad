import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { schemaPath } from '../../src/scaffold/schema-path.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');

test.each([
  ['.', 'migrate.config', './node_modules/@braid/migrator/schema/migrate.config.schema.json'],
  ['.', 'slice', './node_modules/@braid/migrator/schema/slice.schema.json'],
  ['db', 'slice', '../node_modules/@braid/migrator/schema/slice.schema.json'],
  ['features/events', 'slice', '../../node_modules/@braid/migrator/schema/slice.schema.json'],
] as const)('in %s an editor finds the schema of %s', (folder, schema, path) => {
  expect(schemaPath(folder, schema)).toBe(path);
  // This workspace has it installed, as every other one.
  expect(existsSync(join(WORKSPACE, folder, path))).toBe(true);
});
