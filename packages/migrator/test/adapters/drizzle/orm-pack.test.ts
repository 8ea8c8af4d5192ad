import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import { filesIn, type PackManifest, packFolder, readOrmPack } from '../../../src/adapters/drizzle/thread/orm-pack.ts';
import { writeOrmPack } from '../../../src/adapters/drizzle/thread/write-orm-pack.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { SourcePlaces } from '../../../src/adapters/module/bundle/source-places.ts';
import { tempDir } from '../../support/temp-dir.ts';

const NODE_MODULES = resolve(import.meta.dirname, '../../../../../node_modules');

/** Names its table by where the code of drizzle-orm is. */
const SCHEMA = `import * as p from 'drizzle-orm/pg-core';
const stack = () => { try { return p.pgTable('t', () => { throw new Error('here') }) } catch (error) { return error.stack } };
export const t = p.pgTable(stack().includes('/.braid/cache/drizzle-orm-') ? 'packed' : 'plain', { id: p.integer() });`;

function workspace(schema = SCHEMA) {
  const root = realpathSync(tempDir());
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package.json', '{ "type": "module" }');
  write('features/one/slice.json', '{ "label": "one" }');
  write('features/one/src/schema.ts', schema);
  const orm = join(root, 'node_modules/drizzle-orm');
  const isCode = (path: string): boolean => statSync(path).isDirectory() || /(?:\.c?js|package\.json)$/.test(path);
  cpSync(realpathSync(join(NODE_MODULES, 'drizzle-orm')), orm, { recursive: true, filter: isCode });
  const cacheFolder = join(root, '.braid/cache');
  const load = async ({ isHook = true } = {}): Promise<string> => {
    const differ = openSchemaDiffer(root, { cacheFolder });
    try {
      // As `check --staged` does.
      if (isHook) differ.prepare?.([], openWorkspace(root).slices);
      return JSON.stringify(await differ.load(openWorkspace(root).slices));
    } finally {
      await differ.close();
    }
  };
  return { root, orm, cacheFolder, write, load };
}

/** Another text of the same size and with the same dates. */
function edit(file: string, change: (text: string) => string): void {
  const [before, { size, atime, mtime }] = [readFileSync(file, 'latin1'), statSync(file)];
  writeFileSync(file, change(before), 'latin1');
  utimesSync(file, atime, mtime);
  expect(statSync(file)).toMatchObject({ size, mtime });
  expect(readFileSync(file, 'latin1')).not.toBe(before);
}

test('the third hook runs on a pack of drizzle-orm, and reads the same; an edit of drizzle-orm is seen at once', async () => {
  const { orm, load } = workspace();
  const plain = await load();
  expect(plain).toContain('"plain"');
  expect(await load()).toBe(plain);
  expect(await load()).toBe(plain.replaceAll('"plain"', '"packed"'));
  edit(join(orm, 'pg-core/columns/integer.js'), (text) => text.replace('return "integer"', 'return "INTEGER"'));
  const edited = await load();
  expect(edited).not.toBe(plain);
  expect(edited).toContain('"plain"');
  expect(await load()).toBe(edited.replaceAll('"plain"', '"packed"'));
});

test('a command that is no hook writes no pack, and uses one that is there', async () => {
  const { load } = workspace();
  for (let command = 1; command <= 3; command += 1) expect(await load({ isHook: false })).toContain('"plain"');
  await load();
  expect(await load({ isHook: false })).toContain('"packed"');
});

test('where another package may import drizzle-orm as well, all code has drizzle-orm itself', async () => {
  const { write, load } = workspace(`import { table } from 'other';\n${SCHEMA}
if (table !== p.pgTable) throw new Error('two of them');`);
  write('node_modules/other/package.json', '{ "name": "other", "type": "module", "exports": "./index.js" }');
  write('node_modules/other/index.js', "export { pgTable as table } from 'drizzle-orm/pg-core';");
  for (let command = 1; command <= 3; command += 1) expect(await load()).toContain('"plain"');
});

test('an import that only running tells gets drizzle-orm itself, and a wrong name is told with its own file', async () => {
  const { write, load } = workspace();
  for (let command = 1; command <= 2; command += 1) await load();
  write('features/one/src/schema.ts', `await import(['node:', 'fs'].join(''));\n${SCHEMA}`);
  expect(await load()).toContain('"plain"');
  for (const ways of [
    "import { createRequire } from 'node:module';\ncreateRequire(import.meta.url)('node:fs');",
    "process.getBuiltinModule?.('module').createRequire(import.meta.url)('node:fs');",
  ]) {
    write('features/one/src/schema.ts', `${ways}\n${SCHEMA}`);
    expect(await load()).toContain('"plain"');
  }
  write('features/one/src/schema.ts', `import { nothing } from 'drizzle-orm/pg-core';\nexport const n = nothing;`);
  await expect(load()).rejects.toThrow(
    /node_modules\/drizzle-orm\/pg-core\.js' does not provide an export named 'nothing'/,
  );
});

test('what fails in a pack is placed where drizzle-orm is imported', () => {
  const root = tempDir();
  const [of, folder, importer] = [join(root, 'node_modules/drizzle-orm'), join(root, 'pack'), join(root, 'a.ts')];
  writeFileSync(importer, "\nimport { sql } from 'drizzle-orm';");
  const installed = [{ module: join(of, 'index.js'), importer, specifier: 'drizzle-orm' }];
  const places = new SourcePlaces('/bundle', { root, map: '{}', installed, moved: { from: of, to: folder } });
  const error = Object.assign(new Error('no'), { stack: `Error: no\n    at f (file://${folder}/m0.mjs:1:1)` });
  expect(places.placeOf(error)).toEqual({ file: 'a.ts', line: 2 });
});

test('what a process left that was killed while it wrote a pack is removed, and what another one writes is not', async () => {
  const { orm, cacheFolder } = workspace();
  const folder = packFolder(orm, cacheFolder);
  const { pid = 0 } = spawnSync(process.execPath, ['-e', '']);
  for (const owner of [pid, process.ppid]) mkdirSync(`${folder}.${owner}`, { recursive: true });
  await writeOrmPack(esbuild, orm, [join(orm, 'version.js')], cacheFolder);
  expect(readOrmPack(orm, cacheFolder)).toBeDefined();
  expect(readdirSync(cacheFolder).sort()).toEqual([basename(folder), `${basename(folder)}.${process.ppid}`]);
});

test('one other byte in any file, of drizzle-orm or of the pack, and the pack does not count', async () => {
  const { orm, cacheFolder } = workspace();
  const modules = ['index.js', 'pg-core.js', 'version.js'].map((name) => join(orm, name));
  await writeOrmPack(esbuild, orm, modules, cacheFolder);
  const folder = packFolder(orm, cacheFolder);
  const manifest: PackManifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  expect(manifest.inputs.length).toBeGreaterThan(90);
  expect(readOrmPack(orm, cacheFolder)?.urls.size).toBe(modules.length);
  const files = [
    ...manifest.inputs.map((name) => join(orm, name)),
    ...filesIn(folder).map((name) => join(folder, name)),
  ];
  expect(files.length).toBeGreaterThan(manifest.inputs.length + modules.length);
  for (const file of files) {
    const before = readFileSync(file);
    edit(file, (text) => `${text.slice(0, -1)}${text.endsWith('~') ? '!' : '~'}`);
    expect(readOrmPack(orm, cacheFolder), file).toBeUndefined();
    writeFileSync(file, before);
  }
  expect(readOrmPack(orm, cacheFolder)).toBeDefined();
});
