import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importOrm, ormUrls } from '../../../src/adapters/drizzle/drizzle-orm-modules.ts';
import { drizzleRequire } from '../../../src/adapters/drizzle/drizzle-require.ts';
import { writeTree } from '../fs/write-tree.ts';

/** A module that notes when it is loaded. */
const noting = (name: string) =>
  `globalThis.braidLoaded.push('${name}'); exports.name = '${name}'; exports.Table = class {};`;
declare global {
  var braidLoaded: string[];
}

function workspace(): string {
  const exports = {
    '.': { import: './index.js', require: './index.cjs' },
    './*': { import: './*.js', require: './*.cjs' },
  };
  return writeTree({
    'package.json': '{}',
    'node_modules/drizzle-kit/package.json': '{ "name": "drizzle-kit" }',
    'node_modules/drizzle-kit/api.js': '',
    'node_modules/drizzle-orm/package.json': JSON.stringify({ name: 'drizzle-orm', type: 'module', exports }),
    'node_modules/drizzle-orm/index.cjs': noting('index'),
    'node_modules/drizzle-orm/index.js': 'export const is = () => true;',
    'node_modules/drizzle-orm/pg-core.cjs': noting('pg-core'),
    'node_modules/drizzle-orm/pg-core.js': 'export const pgTable = 1;',
    'node_modules/drizzle-orm/mysql-core.cjs': noting('mysql-core'),
    'node_modules/drizzle-orm/casing.cjs': noting('casing'),
  });
}

test('what is loaded is handed out, another dialect when it is used, all else as ever', async () => {
  globalThis.braidLoaded = [];
  const kit = join(workspace(), 'node_modules/drizzle-kit/api.js');
  expect([...ormUrls(kit).keys()]).toEqual(['drizzle-orm', 'drizzle-orm/pg-core']);
  const require = drizzleRequire(kit, await importOrm(kit));
  expect(require('drizzle-orm/pg-core')).toMatchObject({ pgTable: 1 });
  expect(require('drizzle-orm').is()).toBe(true);
  expect(require('node:path').join).toBe(join);
  const mysql = require('drizzle-orm/mysql-core');
  expect(globalThis.braidLoaded).toEqual([]);
  expect(mysql.name).toBe('mysql-core');
  expect(require('drizzle-orm/casing').name).toBe('casing');
  expect(globalThis.braidLoaded).toEqual(['mysql-core', 'casing']);
  expect(require.resolve('drizzle-orm/casing')).toMatch(/casing\.cjs$/);
  expect(() => require('drizzle-orm/nothing')).toThrow('nothing');
});

test('a dialect that is copied or looked into is loaded, and is whole', () => {
  globalThis.braidLoaded = [];
  const require = drizzleRequire(join(workspace(), 'node_modules/drizzle-kit/api.js'), new Map());
  const mysql = require('drizzle-orm/mysql-core');
  expect(Object.keys(mysql)).toEqual(['name', 'Table']);
  expect({ ...mysql }).toMatchObject({ name: 'mysql-core' });
  expect('Table' in mysql).toBe(true);
  expect(Object.getOwnPropertyDescriptor(mysql, 'name')).toMatchObject({ value: 'mysql-core', configurable: true });
  expect(Object.getOwnPropertyDescriptor(mysql, 'nothing')).toBeUndefined();
  expect(globalThis.braidLoaded).toEqual(['mysql-core']);
  const gone = require('drizzle-orm/gel-core');
  expect(() => gone.Table).toThrow('gel-core');
});

test('where drizzle-orm is not found nothing is handed out', async () => {
  const root = writeTree({ 'package.json': '{}', 'kit.js': '' });
  expect([...(await importOrm(join(root, 'kit.js'))).keys()]).toEqual([]);
});
