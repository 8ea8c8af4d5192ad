import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { writeTree } from '../adapters/fs/write-tree.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

test('the Biome preset keeps slices to the schemas of each other', () => {
  const wrong = ['@braid/b', '@acme/b/src/schema.ts', '../../b/src/schema.ts', '../../../../features/b/src/x.ts'];
  const right = ['@braid/b/schema', '@acme/b/schema', '@braid/migrator', '@nest/common/x', './own.ts', '../src/own.ts'];
  const imports = (from: readonly string[]): string => from.map((path) => `import '${path}';\n`).join('');
  const root = writeTree({
    'biome.json': '{ "extends": ["@braid/migrator/biome"] }',
    'features/a/src/right.ts': imports([...right, '../migrations/x.ts']),
    'features/a/src/deep/right.ts': imports(['../own.ts', '../../src/own.ts', '../../migrations/x.ts']),
    'features/a/src/wrong.ts': imports(wrong),
    'features/a/src/deep/wrong.ts': imports(['../../../b/src/schema.ts']),
    // What is no slice may take what it likes.
    'apps/main.ts': imports(wrong),
  });
  mkdirSync(join(root, 'node_modules/@braid'), { recursive: true });
  symlinkSync(join(REPOSITORY, 'packages/migrator'), join(root, 'node_modules/@braid/migrator'));
  const biome = join(REPOSITORY, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '.'], {
    cwd: root,
    encoding: 'utf8',
  });
  const found = [...stdout.matchAll(/noRestrictedImports,file=(\S+?),line=(\d+)/g)].map(
    ([, file = '', line]) => `${relative(root, file)}:${line}`,
  );
  expect(found.sort(), stdout).toEqual([
    'features/a/src/deep/wrong.ts:1',
    ...wrong.map((_, at) => `features/a/src/wrong.ts:${at + 1}`),
  ]);
});
