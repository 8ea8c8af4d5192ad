import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Slice } from '../../../src/revision/slice.ts';
import { ORMS, workspaceWith } from '../drizzle-0.45/stable-workspace.ts';

// What drizzle-kit loads, Braid loads: packages of all kinds, by all ways to name a file.

const TABLE = (name: string, more = '') =>
  `import * as p from 'drizzle-orm/pg-core';\n${more}export const ${name} = p.pgTable('${name}', { id: p.integer('id') });\n`;
const slice = (label: string, more: Partial<Slice> = {}): Slice => ({
  ...{ label, folder: label, schema: `${label}/schema.ts`, migrations: `${label}/migrations` },
  ...more,
});

interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly slices?: readonly Slice[];
  readonly links?: Readonly<Record<string, string>>;
}

/** The tables that the slices declare. */
async function tables({ files, slices = [slice('app')], links = {} }: Given): Promise<readonly string[]> {
  const { root, differ } = workspaceWith(files, { 'node_modules/drizzle-orm': ORMS.stable });
  for (const [from, to] of Object.entries(links)) symlinkSync(join(root, to), join(root, from));
  const loaded = await differ.load(slices);
  return loaded.flatMap(({ entities }) => entities.filter(({ type }) => type === 'table').map(({ name }) => name));
}

const CASES: Readonly<Record<string, Given & { readonly finds: readonly string[] }>> = {
  'a package without "type", with import type and imports without extensions': {
    files: {
      'app/package.json': '{ "name": "app" }',
      'app/schema.ts': `import type { Kind } from './kind';\nimport { name } from './name';\nimport { inner } from './deep';\n${TABLE('a')}
export const b = p.pgTable(name + inner satisfies Kind, { id: p.integer('id') });`,
      'app/kind.ts': 'export type Kind = string;',
      'app/name.ts': "export const name = 'b';\nexport enum Unused { A }",
      'app/deep/index.ts': "export const inner = '1';",
    },
    finds: ['a', 'b1'],
  },
  'CommonJS as it is written': {
    files: {
      'app/schema.ts': '',
      'app/schema.cjs':
        "const p = require('drizzle-orm/pg-core');\nconst { b } = require('./b.js');\nmodule.exports = { ['a' + '']: p.pgTable('a', { id: p.integer('id') }), b };",
      'app/b.js': "const p = require('drizzle-orm/pg-core');\nexports.b = p.pgTable('b', { id: p.integer('id') });",
    },
    slices: [slice('app', { schema: 'app/schema.cjs' })],
    finds: ['a', 'b'],
  },
  'packages of CommonJS have the default that their importer knows': {
    files: {
      'app/package.json': '{ "name": "app" }',
      'app/schema.ts': `import slug from 'slug';\nimport { plain } from '../module/plain.ts';\n${TABLE('a')}
export const b = p.pgTable(slug('b'), { id: p.integer('id') }); export const c = p.pgTable(plain, { id: p.integer('id') });`,
      'module/package.json': '{ "type": "module" }',
      'module/plain.ts': "import slug from 'slug';\nexport const plain = (slug as any).default('c');",
      'node_modules/slug/package.json': '{ "name": "slug", "main": "./index.js" }',
      'node_modules/slug/index.js':
        "Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = (name) => name + '_slug';",
    },
    finds: ['a', 'b_slug', 'c_slug'],
  },
  'every extension, and TypeScript under the name of JavaScript': {
    files: {
      'app/package.json': '{ "type": "module" }',
      'app/schema.ts': `export * from './a.js'; export * from './b.mjs'; export * from './c.cjs'; export * from './d.mts'; export * from './e.cts'; export * from './f.js';`,
      'app/a.js': TABLE('a'),
      'app/b.mjs': TABLE('b'),
      'app/c.cjs': "const p = require('drizzle-orm/pg-core');\nexports.c = p.pgTable('c', { id: p.integer('id') });",
      'app/d.mts': TABLE('d'),
      'app/e.cts': TABLE('e'),
      'app/f.ts': TABLE('f'),
    },
    finds: ['a', 'b', 'c', 'd', 'e', 'f'],
  },
  'a folder, a pattern and files': {
    files: {
      'app/folder/one.ts': TABLE('one'),
      'app/folder/two.js': TABLE('two'),
      'app/folder/types.d.ts': 'export {};',
      'app/folder/notes.md': '#',
      'app/deep/a/tables.ts': TABLE('three'),
      'app/deep/b/c/tables.ts': TABLE('four'),
      'app/deep/b/other.ts': TABLE('five'),
      'app/six.ts': `${TABLE('six')}export * from './folder/one';`,
    },
    slices: [slice('app', { schema: 'app/six.ts', schemas: ['app/six.ts', 'app/folder', 'app/deep/**/tables.ts'] })],
    finds: ['six', 'one', 'two', 'three', 'four'],
  },
  'paths of each slice’s own tsconfig, also those it extends': {
    files: {
      'a/tsconfig.json': '{ "extends": "./base.json" }',
      'a/base.json': '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } } // a comment',
      'a/schema.ts': "export * from '@/tables';",
      'a/lib/tables.ts': TABLE('a'),
      'b/tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["other/*"], "~tables": ["./x.ts"] } } }',
      'b/schema.ts': "export * from '@/tables'; export * from '~tables'; export * from 'other/based';",
      'b/other/tables.ts': TABLE('b'),
      'b/other/based.ts': TABLE('d'),
      'b/x.ts': TABLE('c'),
    },
    slices: [slice('a'), slice('b')],
    finds: ['a', 'b', 'c', 'd'],
  },
  'paths of a project that a solution refers to': {
    files: {
      'app/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./gone" }] }',
      'app/tsconfig.app.json': '{ "compilerOptions": { "paths": { "#db/*": ["./db/*"] } } }',
      'app/schema.ts': "export * from '#db/tables';",
      'app/db/tables.ts': TABLE('a'),
    },
    finds: ['a'],
  },
  'packages of the workspace, linked and as TypeScript': {
    files: {
      'app/schema.ts': `export * from '@shop/db';\nexport * from '@shop/db/more';\nimport { suffix } from 'copied';\n${TABLE('c')}\nif (suffix !== 'x') throw new Error('no');`,
      'packages/db/package.json': '{ "name": "@shop/db", "exports": { ".": "./src/index.ts", "./*": "./src/*.ts" } }',
      'packages/db/src/index.ts': `export { a } from './a';`,
      'packages/db/src/a.ts': TABLE('a'),
      'packages/db/src/more.ts': TABLE('b'),
      'node_modules/@shop/keep': '',
      'node_modules/copied/package.json': '{ "name": "copied", "main": "./index.ts" }',
      'node_modules/copied/index.ts': "export const suffix: string = 'x';",
    },
    links: { 'node_modules/@shop/db': 'packages/db' },
    finds: ['a', 'b', 'c'],
  },
  'what is for servers only': {
    files: {
      'app/schema.ts': TABLE('a', "import 'server-only';\n"),
      'node_modules/server-only/package.json':
        '{ "name": "server-only", "exports": { ".": { "react-server": "./empty.js", "default": "./index.js" } } }',
      'node_modules/server-only/index.js':
        "throw new Error('This module cannot be imported from a Client Component module.');",
      'node_modules/server-only/empty.js': '// nothing\n',
    },
    finds: ['a'],
  },
  'what waits, where it is, and what may be missing': {
    files: {
      'app/package.json': '{ "type": "module" }',
      'app/schema.ts': `import { readFileSync } from 'node:fs';
import { here } from './lib/here.cjs';
const name = await Promise.resolve(readFileSync(new URL('./name.txt', import.meta.url), 'utf8'));
const other = await import('not-installed').catch(() => ({ default: 'none' }));
${TABLE('a')}
export const b = p.pgTable(name.trim() + here + other.default, { id: p.integer('id') });`,
      'app/name.txt': 'b\n',
      'app/lib/here.cjs':
        "let x; try { x = require('gone'); } catch { x = '_'; }\nexports.here = x + require('node:path').basename(__dirname) + '_';",
    },
    finds: ['a', 'b_lib_none'],
  },
  'variables that are checked': {
    files: {
      'app/schema.ts': `import './env';\n${TABLE('a')}`,
      'app/env.ts':
        "for (const name of ['SCHEMA_ONLY', 'SCHEMA_TOO']) if (process.env[name] === undefined) throw new Error(name + ' is missing');",
    },
    slices: [slice('app', { schemaEnv: { SCHEMA_ONLY: 'x', SCHEMA_TOO: '' } })],
    finds: ['a'],
  },
};

test.each(Object.entries(CASES))('%s', async (_, { finds, ...given }) => {
  expect((await tables(given)).toSorted()).toEqual(finds.toSorted());
});

const THROWING = {
  'node_modules/bad/package.json': '{ "name": "bad", "main": "./index.js" }',
  'node_modules/bad-module/package.json': '{ "name": "bad-module", "type": "module", "exports": "./index.js" }',
};

describe('names the file, the line and the cause', () => {
  const FAULTS: Readonly<Record<string, Given & { readonly error: object }>> = {
    'a variable that is missing': {
      files: {
        'app/schema.ts': `import './env';\n${TABLE('a')}`,
        'app/env.ts': "\n\nthrow new Error('NOT_SET is missing');",
      },
      error: {
        code: 'schema-file-load',
        facts: { slice: 'app', file: 'app/env.ts', line: 3 },
        message: 'app/env.ts:3: the schema of slice app cannot be loaded: "NOT_SET is missing"',
      },
    },
    'a package that throws, as CommonJS': {
      files: {
        ...THROWING,
        'app/schema.ts': `\nimport 'bad';\n${TABLE('a')}`,
        'node_modules/bad/index.js': "throw new TypeError('bad start');",
      },
      error: {
        code: 'schema-file-load',
        facts: { slice: 'app', file: 'app/schema.ts', line: 2 },
        message: expect.stringContaining('bad start'),
      },
    },
    'a package that throws, as a module': {
      files: {
        ...THROWING,
        'app/schema.ts': `\n\nimport 'bad-module';\n${TABLE('a')}`,
        'node_modules/bad-module/index.js': "throw new TypeError('bad start');",
      },
      error: {
        code: 'schema-file-load',
        facts: { slice: 'app', file: 'app/schema.ts', line: 3 },
        message: expect.stringContaining('bad start'),
      },
    },
    'a package that ends the process, as CommonJS': {
      files: {
        ...THROWING,
        'app/schema.ts': `import 'bad';\n${TABLE('a')}`,
        'node_modules/bad/index.js': "console.error('no key');\nprocess.exit(4);",
      },
      error: {
        code: 'schema-file-exit',
        facts: { slice: 'app', file: 'app/schema.ts', line: 1 },
        message: expect.stringContaining('no key'),
      },
    },
    'a package that ends the process, as a module': {
      files: {
        ...THROWING,
        'app/schema.ts': `import 'bad-module';\n${TABLE('a')}`,
        'node_modules/bad-module/index.js': 'process.exit(4);',
      },
      error: {
        code: 'schema-file-exit',
        facts: { slice: 'app', file: 'app/schema.ts', line: 1 },
        message: expect.stringContaining('process.exit(4)'),
      },
    },
    'an import that finds nothing': {
      files: {
        'app/schema.ts': `export * from './lib';\n${TABLE('a')}`,
        'app/lib.ts': "\nimport { x } from '@/nowhere';\nexport const y = x;",
      },
      error: {
        code: 'schema-file-load',
        facts: { file: 'app/lib.ts', line: 2 },
        message: expect.stringContaining("Cannot find '@/nowhere' imported from app/lib.ts"),
      },
    },
    'the second of two slices': {
      files: { 'a/schema.ts': TABLE('a'), 'b/schema.ts': 'export const = 1;' },
      slices: [slice('a'), slice('b')],
      error: { code: 'schema-file-syntax', facts: { slice: 'b', file: 'b/schema.ts', line: 1 } },
    },
    'a pattern that matches nothing': {
      files: {},
      slices: [slice('app', { schema: 'app/*.ts' })],
      error: { code: 'schema-file-missing', facts: { slice: 'app', file: 'app/*.ts' } },
    },
  };
  test.each(Object.entries(FAULTS))('%s', async (_, { error, ...given }) => {
    await expect(tables(given)).rejects.toMatchObject(error);
  });
});

test('what happens beside a schema, later or in a promise, is not its fault', async () => {
  const files = {
    'app/schema.ts': `${TABLE('a')}
setTimeout(() => process.exit(3), 1);
void Promise.reject(new Error('no server'));
await new Promise((resolve) => setTimeout(resolve, 20));`,
  };
  expect(await tables({ files })).toEqual(['a']);
});
