import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { init } from '../../../src/commands/init/init.ts';
import { filesInMemory } from '../files-in-memory.ts';

const STABLE = `{
    "name": "shop",
    "dependencies": {
        "drizzle-orm": "0.45.4"
    },
    "devDependencies": {
        "drizzle-kit": "0.31.11"
    }
}
`;

const config = (members: string) => `import { defineConfig } from 'drizzle-kit';
export default defineConfig({ dialect: 'postgresql', dbCredentials: { url: process.env.DATABASE_URL! }, ${members} });
`;

/** A workspace, with the files that the command line would look at as configurations of drizzle-kit. */
function workspace(given: Readonly<Record<string, string>>) {
  const made = filesInMemory(given);
  const json = (file: string): unknown => JSON.parse(made.texts.get(file) ?? 'null');
  return {
    ...made,
    json,
    drizzleConfigs: Object.keys(given)
      .filter((file) => file.includes('drizzle'))
      .sort(),
  };
}

describe('a project of drizzle-kit', () => {
  const given = {
    'package.json': STABLE,
    'drizzle.config.ts': config("schema: './src/db/schema.ts', out: './src/db/migrations', casing: 'snake_case'"),
    'src/db/schema.ts': '// mine',
  };

  test('gets a slice.json beside its schema, and nothing that it has already', () => {
    const made = workspace(given);
    const { created, added, kept, slice, template, next } = init(made);
    expect({ slice, template, kept }).toEqual({ slice: 'app', template: 'single', kept: [] });
    expect(created).toEqual(['migrate.config.json', 'src/db/slice.json', '.gitattributes', '.gitignore']);
    expect(made.json('migrate.config.json')).toMatchObject({ slices: ['src/db'] });
    // drizzle-kit's own migrations stay what they are.
    expect(made.json('src/db/slice.json')).toEqual({
      $schema: '../../node_modules/@braid/migrator/schema/slice.schema.json',
      label: 'app',
      schema: './schema.ts',
      migrations: './revisions',
      casing: 'snake_case',
    });
    expect(added.map(({ what }) => what)).toEqual(['the script migrate', '@braid/migrator ^0.1.0']);
    expect(made.texts.get('package.json')).toContain(
      '    "devDependencies": {\n        "drizzle-kit": "0.31.11"\n    }',
    );
    for (const file of ['drizzle.config.ts', 'src/db/schema.ts'] as const)
      expect(made.texts.get(file)).toBe(given[file]);
    expect(next.join('\n')).not.toMatch(/rc|drizzle-kit/);
    const before = new Map(made.texts);
    expect(init(made)).toMatchObject({ created: [], added: [], kept: ['migrate.config.json', 'src/db/slice.json'] });
    expect(made.texts).toEqual(before);
  });

  test('a label may be given; a slice more in a workspace that is set up is a new one', () => {
    const made = workspace(given);
    init(made, { slice: 'shop' });
    expect(made.json('src/db/slice.json')).toMatchObject({ label: 'shop' });
    expect(init(workspace(given), { template: 'monorepo' }).created).toContain('features/app/src/schema.ts');
  });

  test.each([
    ['a list', "schema: ['./src/a/tables.ts', './src/b/tables.ts']", 'src', ['./a/tables.ts', './b/tables.ts']],
    ['a pattern', "schema: './src/**/*.table.ts'", 'src', './**/*.table.ts'],
    ['a folder', "schema: './src/db/schema/'", 'src/db', './schema'],
    ['at the root', "schema: 'schema.ts'", '.', './schema.ts'],
  ])('schema is %s', (_name, members, folder, schema) => {
    const made = workspace({ 'package.json': STABLE, 'drizzle.config.ts': config(members) });
    init(made);
    expect(made.json('migrate.config.json')).toMatchObject({ slices: [folder] });
    expect(made.json(folder === '.' ? 'slice.json' : `${folder}/slice.json`)).toMatchObject({ schema });
  });

  test.each([
    ['computed', 'schema: path', 'drizzle.config.ts computes its schema.'],
    ['partly computed', "schema: ['./a.ts', other]", 'drizzle.config.ts computes its schema.'],
    ['missing', "out: './drizzle'", 'drizzle.config.ts computes its schema.'],
    ['of a function', "schema: './a.ts', ...base", 'drizzle.config.ts must be run to know its values.'],
    ['with a casing from elsewhere', "schema: './a.ts', casing", 'drizzle.config.ts computes its casing.'],
    ['of another database', "schema: './a.ts', dialect: 'mysql'", 'drizzle.config.ts is not for PostgreSQL'],
    ['outside', "schema: '../a.ts'", 'drizzle.config.ts: its schema is outside the workspace.'],
  ])('a configuration that is %s is left to people, and nothing is made', (_name, members, why) => {
    const made = workspace({ 'package.json': STABLE, 'drizzle.config.ts': config(members) });
    const before = new Map(made.texts);
    const { created, added, next } = init(made);
    expect({ created, added }).toEqual({ created: [], added: [] });
    expect(next[0]).toContain(why);
    expect(made.texts).toEqual(before);
  });

  test('what a slice does not have is said', () => {
    const members =
      "schema: './a.ts', schemaFilter: ['app'], entities: { roles: true }, migrations: { schema: 'public' }";
    const { next } = init(workspace({ 'package.json': STABLE, 'drizzle.config.ts': config(members) }));
    expect(next.slice(0, 2)).toEqual([
      'drizzle.config.ts has schemaFilter and entities: Braid uses everything that the schema files export; check that this is what you want.',
      "drizzle-kit's own record stays where drizzle.config.ts puts it: public.__drizzle_migrations.",
    ]);
  });
});

describe('a configuration that lies elsewhere than where drizzle-kit runs', () => {
  test.each([
    ['beside what it names', 'app/drizzle.config.ts', './db/schema.ts', 'app/db/schema.ts', 'app/db'],
    [
      'below it',
      'app/server/db/drizzle.config.ts',
      './server/db/schema.ts',
      'app/server/db/schema.ts',
      'app/server/db',
    ],
    ['below it, a pattern', 'app/db/drizzle.config.ts', './db/tables/*.ts', 'app/db/tables/a.ts', 'app/db/tables'],
    ['named from the root', 'tools/db/drizzle.config.ts', 'db/schema.ts', 'db/schema.ts', 'db'],
    ['and built', 'db/drizzle.config.ts', './dist/src/tables', 'db/src/tables/a.ts', 'db/src'],
    ['and built from src', 'db/drizzle.config.ts', './dist/tables.js', 'db/src/tables.ts', 'db/src'],
    ['and built, as a pattern', 'db/drizzle.config.ts', './build/tables/*.mjs', 'db/src/tables/a.mts', 'db/src/tables'],
  ])('%s', (_name, config, schema, file, folder) => {
    const made = workspace({ [config]: `export default { schema: '${schema}', dialect: 'postgresql' };`, [file]: '' });
    init(made);
    expect(made.json('migrate.config.json')).toMatchObject({ slices: [folder] });
    const { schema: named } = Object(made.json(`${folder}/slice.json`));
    expect(file.startsWith(posix.join(folder, String(named).replace(/\*.*$/, '')))).toBe(true);
  });

  test('built files that have no source are read where they are, and sources are said', () => {
    const config = "export default { schema: './dist/tables.js', dialect: 'postgresql' };";
    const built = workspace({ 'drizzle.config.ts': config, 'dist/tables.js': '' });
    expect(init(built).created).toContain('dist/slice.json');
    const both = workspace({ 'drizzle.config.ts': config, 'dist/tables.js': '', 'src/tables.ts': '' });
    expect(init(both)).toMatchObject({ created: expect.arrayContaining(['src/slice.json']) });
    expect(init(workspace({ 'drizzle.config.ts': config, 'src/tables.ts': '' })).next[0]).toBe(
      'drizzle.config.ts names build output, dist/tables.js: the slice reads its source, src/tables.ts.',
    );
  });

  test('one that computes its schema is not missed where another names the same folder', () => {
    const made = workspace({
      'app/drizzle.config.ts': "export default { schema: '../db/schema.ts', dialect: 'postgresql' };",
      'db/drizzle.config.ts': "export default { schema: path, dialect: 'postgresql' };",
      'db/schema.ts': '',
    });
    const { created, next } = init(made);
    expect(created).toContain('db/slice.json');
    expect(next.join('\n')).not.toContain('computes');
  });
});

describe('several configurations', () => {
  const manifest = '{ "name": "acme", "workspaces": ["packages/*"] }';

  test('are a slice each, named after their folders', () => {
    const made = workspace({
      'package.json': manifest,
      'packages/auth/drizzle.config.ts': config("schema: './src/schema.ts'"),
      'packages/shop/drizzle.config.json': '{ "dialect": "postgresql", "schema": "./src/schema.ts" }',
    });
    const { created, next } = init(made);
    expect(created).toContain('packages/auth/src/slice.json');
    expect(made.json('migrate.config.json')).toMatchObject({ slices: ['packages/auth/src', 'packages/shop/src'] });
    expect(made.json('packages/shop/src/slice.json')).toMatchObject({ label: 'shop', schema: './schema.ts' });
    expect(made.json('package.json')).toMatchObject({
      workspaces: ['packages/*'],
      dependencies: { '@braid/migrator': '^0.1.0' },
    });
    expect(next.at(-2)).toContain('--slice auth && npx --no -- braid revision');
  });

  test('two for one folder: the second is left to people', () => {
    const made = workspace({
      'package.json': manifest,
      'drizzle-a.config.ts': config("schema: './db/a.ts'"),
      'drizzle-b.config.ts': config("schema: './db/b.ts'"),
    });
    expect(init(made).next[0]).toContain('drizzle-b.config.ts: the slice a already has this folder or label.');
  });

  test('a configuration that is there gets the folders that it does not look into', () => {
    const made = workspace({
      'package.json': STABLE,
      'migrate.config.json': '{\n  // Ours.\n  "slices": ["features/*"]\n}\n',
      'drizzle.config.ts': config("schema: './src/db/schema.ts'"),
    });
    init(made);
    expect(made.texts.get('migrate.config.json')).toBe('{\n  // Ours.\n  "slices": ["features/*", "src/db"]\n}\n');
  });
});

test('line ends stay as they are', () => {
  const made = workspace({ 'package.json': STABLE.replaceAll('\n', '\r\n'), '.gitignore': 'dist\r\n' });
  init(made);
  for (const file of ['package.json', '.gitignore']) expect(made.texts.get(file)).not.toMatch(/[^\r]\n/);
  expect(made.texts.get('package.json')).toContain('@braid/migrator');
});

test('without drizzle.config, a schema at a usual place', () => {
  const made = workspace({ 'package.json': STABLE, 'src/db/schema.ts': '// mine' });
  expect(init(made).created).toContain('src/db/slice.json');
});
