import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { init } from '../../../src/commands/init/init.ts';
import deployGenerator from '../../../src/nx/generators/deploy.ts';
import initGenerator from '../../../src/nx/generators/init.ts';
import sliceGenerator from '../../../src/nx/generators/slice.ts';
import { initPlace } from '../../../src/wiring/init-place.ts';
import { tempDir } from '../../support/temp-dir.ts';

const GOLDEN = resolve(import.meta.dirname, '../../fixtures/slice-billing');
const PACKAGE = resolve(import.meta.dirname, '../../..');

/** As `create-nx-workspace` leaves it, with TypeScript projects. */
const WORKSPACE: Readonly<Record<string, string>> = {
  'nx.json': '{}\n',
  'package.json': `{
  "name": "@acme/source",
  "private": true,
  "workspaces": ["features/*"],
  "scripts": { "migrate": "migrate" },
  "dependencies": { "@braid/migrator": "0.1.0", "drizzle-orm": "1.0.0-rc.5" },
  "devDependencies": { "drizzle-kit": "1.0.0-rc.5" }
}
`,
  'package-lock.json': '{}\n',
  'tsconfig.base.json': '{}\n',
  'tsconfig.json': '{\n  "extends": "./tsconfig.base.json",\n  "files": [],\n  "references": []\n}\n',
};

let tree: Tree;
beforeEach(() => {
  tree = createTree();
  tree.delete('.prettierrc');
  for (const [file, text] of Object.entries(WORKSPACE)) tree.write(file, text);
});

function changes(): Readonly<Record<string, string>> {
  return Object.fromEntries(tree.listChanges().map(({ path, content }) => [path, content?.toString('utf8') ?? '']));
}

describe('deploy', () => {
  test('writes what init --template deploy writes, and leaves what is there', async () => {
    tree.write('.dockerignore', 'mine\n');
    await deployGenerator(tree);
    const { '.dockerignore': mine, ...files } = changes();
    expect(mine).toBe('mine\n');
    const kit = Object.keys(files).filter((path) => !(path in WORKSPACE));
    expect(kit).toHaveLength(10);
    for (const path of kit) expect(path).toMatch(/^(deploy|\.github\/actions\/migrations)\//);
  });
});

describe('slice', () => {
  test('writes the files of the golden folder, and its reference', async () => {
    await sliceGenerator(tree, { name: 'billing' });
    const files = Object.entries(changes()).filter(([path]) => path.startsWith('features/billing/'));
    expect(files.map(([path]) => path.slice('features/billing/'.length)).sort()).toEqual([
      'README.md',
      'migrations/.gitkeep',
      'package.json',
      'slice.json',
      'src/schema.ts',
      'test/migrations.mjs',
      'tsconfig.json',
    ]);
    for (const [path, text] of files) {
      await expect(text, path).toMatchFileSnapshot(join(GOLDEN, path.slice('features/billing/'.length)));
    }
    expect(tree.read('tsconfig.json', 'utf8')).toContain('"references": [{ "path": "./features/billing" }]');
  });

  test('the test is one of Vitest where the workspace has that', async () => {
    tree.write('package.json', '{ "devDependencies": { "vitest": "4" } }');
    await sliceGenerator(tree, { name: 'billing' });
    const text = tree.read('features/billing/test/migrations.test.ts', 'utf8');
    expect(text).toContain("import { expect, test } from 'vitest';");
    expect(JSON.parse(tree.read('features/billing/package.json', 'utf8') ?? '').scripts).toEqual({
      test: 'vitest run',
    });
  });

  test('`migrate init --slice` gives the same files', async () => {
    await sliceGenerator(tree, { name: 'billing' });
    const root = tempDir();
    for (const [file, text] of Object.entries(WORKSPACE)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    init(initPlace(root, undefined), { slice: 'billing' });
    const generated = changes();
    expect(Object.keys(generated).length).toBeGreaterThan(10);
    const read = (file: string): string => readFileSync(join(root, file), 'utf8');
    expect(Object.fromEntries(Object.keys(generated).map((file) => [file, read(file)]))).toEqual(generated);
  });

  test.each([
    ['1st', 'cannot name a slice'],
    ['a b', 'cannot name a slice'],
    ['a.b', 'cannot name a slice'],
    ['../x', 'cannot name a slice'],
    ['', 'cannot name a slice'],
    ['heads', '"heads" cannot name a slice: it is a reserved word.\n→ '],
    ['there', 'The folder features/there already exists.\n→ Choose another name'],
    ['orders', 'There is already a slice "orders" in features/old.'],
  ])('"%s" is refused, and nothing is written', async (name, message) => {
    tree.write('features/there/README.md', 'mine');
    tree.write('features/old/slice.json', '{ "label": "orders" }');
    const before = changes();
    await expect(sliceGenerator(tree, { name })).rejects.toThrow(message);
    expect(changes()).toEqual(before);
  });
});

describe('init', () => {
  test('adds the plugin and makes no slice; given again it changes nothing', async () => {
    await initGenerator(tree, {});
    expect(JSON.parse(tree.read('nx.json', 'utf8') ?? '').plugins).toEqual(['@braid/migrator/nx']);
    expect(tree.read('.env', 'utf8')).toBe('NX_ISOLATE_PLUGINS=false\n');
    expect(tree.exists('features')).toBe(false);
    const before = changes();
    await initGenerator(tree, {});
    expect(changes()).toEqual(before);
  });

  test('makes a slice of each drizzle.config that is there, as the command line does', async () => {
    const config = "export default { dialect: 'postgresql', schema: './src/schema.ts' };\n";
    for (const name of ['auth', 'shop']) {
      tree.write(`libs/${name}/drizzle.config.ts`, config);
      tree.write(`libs/${name}/src/schema.ts`, '// mine\n');
    }
    tree.write('dist/libs/auth/drizzle.config.ts', config);
    await initGenerator(tree, {});
    expect(JSON.parse(tree.read('migrate.config.json', 'utf8') ?? '').slices).toEqual([
      'libs/auth/src',
      'libs/shop/src',
    ]);
    expect(JSON.parse(tree.read('libs/shop/src/slice.json', 'utf8') ?? '')).toMatchObject({ label: 'shop' });
    expect(tree.read('libs/shop/src/schema.ts', 'utf8')).toBe('// mine\n');
    expect(tree.exists('features')).toBe(false);
  });

  test('makes a first slice when it is named', async () => {
    await initGenerator(tree, { slice: 'billing' });
    expect(tree.exists('features/billing/slice.json')).toBe(true);
  });
});

test('what generators.json names is published', () => {
  const read = (file: string) => JSON.parse(readFileSync(join(PACKAGE, file), 'utf8'));
  expect(read('package.json').files).toEqual(expect.arrayContaining(['generators', 'generators.json', 'dist']));
  const { generators } = read(read('package.json').generators);
  expect(Object.keys(generators)).toEqual(['slice', 'init', 'deploy']);
  for (const { factory, schema } of Object.values<{ factory: string; schema: string }>(generators)) {
    expect(read(schema).type).toBe('object');
    expect(readFileSync(join(PACKAGE, factory.replace('dist', 'src').replace('.js', '.ts')), 'utf8')).toContain(
      'export default async function',
    );
  }
});
