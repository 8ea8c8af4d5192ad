import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findWorkspaceRoot } from '../../../src/adapters/fs/workspace-root.ts';
import { writeTree } from './write-tree.ts';

test.each<[rule: string, files: readonly string[], start: string, root: string]>([
  ['the nearest configuration', ['migrate.config.json', 'a/migrate.config.ts', 'a/b/nx.json'], 'a/b/c', 'a'],
  ['else nx.json', ['nx.json', 'a/package.json'], 'a/b/c', ''],
  ['else workspaces', ['a/package.json', 'a/b/c/x'], 'a/b/c', 'a'],
  ['a package without workspaces is none', ['package.json', 'a/b/plain/package.json'], 'a/b/plain', ''],
  ['else the repository', ['.git', 'a/b/x'], 'a/b', ''],
  ['never above the repository', ['nx.json', 'a/.git', 'a/b/x'], 'a/b', 'a'],
  ['the start itself', ['migrate.config.mjs'], '', ''],
])('%s', (_rule, files, start, root) => {
  const content = (file: string): string => (file.endsWith('plain/package.json') ? '{}' : '{ "workspaces": ["x"] }');
  const folder = writeTree({ '.git': '', ...Object.fromEntries(files.map((file) => [file, content(file)])) });
  mkdirSync(join(folder, start), { recursive: true });
  expect(findWorkspaceRoot(join(folder, start))).toBe(join(folder, root));
});
