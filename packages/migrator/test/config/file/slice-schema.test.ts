import { mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { readSlice, SLICE_KEYS } from '../../../src/adapters/fs/slices/read-slice.ts';
import { WorkspaceFolder } from '../../../src/adapters/fs/workspace-folder.ts';
import { tempDir } from '../../support/temp-dir.ts';

const SCHEMA = resolve(import.meta.dirname, '../../../schema/slice.schema.json');
const isValid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

const VALUES: readonly unknown[] = [
  ...[null, true, 0, 1, '', 'x', 'shop', './src/schema.ts', 'a/*.ts', '@ann', 'ann@example.org', '@shop/data'],
  ...['snake_case', 'camelCase', 'head', 'a b', 'a@b', '-x', 'x'.repeat(65), '/etc', '../x', 'a\\b', 'C:x', '.'],
  ...[[], [''], ['./a.ts'], [1], ['@ann'], ['@ann', '@ann'], ['ann'], {}, { A: 'x' }, { A: 1 }],
];

test.each(SLICE_KEYS)('%s of slice.json: an editor marks what Braid refuses, and nothing else', (key) => {
  const root = tempDir();
  const lenient: unknown[] = [];
  const strict: unknown[] = [];
  for (const value of VALUES) {
    const folder = mkdtempSync(join(root, 's'));
    const manifest = { label: 'shop', [key]: value };
    writeFileSync(join(folder, 'slice.json'), JSON.stringify(manifest));
    const read = isRead(folder);
    const schema = isValid(manifest);
    if (schema && !read) lenient.push(value);
    if (!schema && read) strict.push(value);
  }
  expect({ lenient, strict }).toEqual({ lenient: [], strict: [] });
});

test('in the reference workspace, an editor finds the schema of each slice.json by itself', () => {
  const features = resolve(import.meta.dirname, '../../../../../features');
  const files = readdirSync(features).map((folder) => join(features, folder, 'slice.json'));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const named: unknown = Reflect.get(Object(manifest), '$schema');
    // Through the link that npm makes of a workspace's package: the path that other workspaces have, too.
    expect([realpathSync(resolve(dirname(file), String(named))), isValid(manifest)]).toEqual([SCHEMA, true]);
  }
});

function isRead(folder: string): boolean {
  try {
    readSlice(new WorkspaceFolder(folder), '');
    return true;
  } catch {
    return false;
  }
}
