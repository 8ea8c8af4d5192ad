import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { init } from '../../../src/commands/init/init.ts';
import { DRIZZLE_VERSION } from '../../../src/commands/init/init-manifest.ts';
import { parseConfig } from '../../../src/config/file/parse-config.ts';
import { UsageError } from '../../../src/errors/usage/usage-error.ts';
import * as api from '../../../src/index.ts';
import { TEMPLATES } from '../../../src/scaffold/scaffold.ts';
import { serviceStart } from '../../../src/scaffold/service-start.ts';
import { filesInMemory } from '../files-in-memory.ts';

const INSTALLED = JSON.stringify({
  name: '@acme/app',
  scripts: { migrate: 'migrate' },
  dependencies: { '@braid/migrator': '1', 'drizzle-orm': '1' },
});

test('the version of Drizzle that init asks for is one that the migrator supports', () => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { peerDependencies } = JSON.parse(manifest);
  const [, minor] = /^\^0\.(\d+)\./.exec(DRIZZLE_VERSION) ?? [];
  const [, from, to] = /^>=0\.(\d+)\.0 <0\.(\d+)\.0 /.exec(peerDependencies['drizzle-orm']) ?? [];
  expect([Number(from) <= Number(minor), Number(minor) < Number(to)]).toEqual([true, true]);
});

describe('init', () => {
  test('an empty folder: one slice in db/, and what is to be installed', () => {
    const made = filesInMemory();
    expect(init(made)).toEqual({
      root: '/w',
      template: 'single',
      slice: 'app',
      created: ['migrate.config.json', 'db/slice.json', 'db/schema.ts', '.gitattributes', '.gitignore'],
      added: [],
      kept: [],
      next: [
        'Create a package.json: npm init -y',
        'Install what is missing: npm install @braid/migrator drizzle-orm',
        'Put "migrate": "migrate" into the scripts of package.json.',
        'Describe your tables in the schema, then: npx --no -- braid revision -m "first tables" --slice app',
        'Apply it: npx --no -- braid upgrade heads',
      ],
    });
    expect(made.texts.get('db/slice.json')).toContain('"schema": "./schema.ts"');
  });

  test('a project that has everything: only what is left to do', () => {
    const { next } = init(filesInMemory({ 'package.json': INSTALLED }), { slice: 'events' });
    expect(next.map((step) => step.slice(0, 12))).toEqual(['Describe you', 'Apply it: np']);
  });

  test.each([
    ['npm workspaces', { 'package.json': '{"name":"@acme/source","workspaces":["features/*"]}' }, '@acme/events'],
    [
      'workspaces of yarn',
      { 'package.json': '{"name":"shop","workspaces":{"packages":["features/*"]}}' },
      '@shop/events',
    ],
    ['Nx', { 'nx.json': '{}' }, '@app/events'],
  ])('%s: a slice is a package', (_name, given, name) => {
    const made = filesInMemory(given);
    const { template, created } = init(made, { slice: 'events' });
    expect(template).toBe('monorepo');
    expect(created).toContain('features/events/src/schema.ts');
    expect(JSON.parse(made.texts.get('features/events/package.json') ?? '')).toMatchObject({ name });
  });

  test('a service gets a function for its start and a protected environment', () => {
    const made = filesInMemory();
    expect(init(made, { template: 'service' }).created).toContain('db/migrate-on-start.ts');
    expect(JSON.parse(made.texts.get('migrate.config.json') ?? '')).toMatchObject({
      environments: { production: { urlVariable: 'PRODUCTION_DATABASE_URL', protected: true } },
    });
  });

  test('nothing is overwritten, and what a file lacks is added', () => {
    const before = { '.gitignore': 'dist/\n', 'db/schema.ts': '// mine', 'package.json': INSTALLED };
    const made = filesInMemory(before);
    const { kept, added } = init(made);
    expect(kept).toEqual(['db/schema.ts']);
    expect(added).toEqual([{ file: '.gitignore', what: '.braid/' }]);
    expect(made.texts.get('.gitignore')).toBe('dist/\n.braid/\n');
    for (const path of ['db/schema.ts', 'package.json'] as const) expect(made.texts.get(path)).toBe(before[path]);
  });

  test('given again it changes nothing; with another label it adds a slice where the configuration looks for one', () => {
    const made = filesInMemory({ 'package.json': INSTALLED });
    init(made);
    expect(init(made).created).toEqual([]);
    expect(init(made, { template: 'monorepo' }).created).toEqual([]);
    expect(init(made, { slice: 'users' }).created).toEqual(['db/users/slice.json', 'db/users/schema.ts']);
    const custom = filesInMemory({ 'migrate.config.json': '{"slices":["libs/*/db"]}', 'package.json': INSTALLED });
    expect(init(custom, { slice: 'users' }).created).toContain('libs/users/db/slice.json');
    const unknown = filesInMemory({ 'migrate.config.json': '{}', 'package.json': INSTALLED });
    expect(init(unknown).next).toContain('See that "slices" in migrate.config.json covers the folder of the slice.');
  });

  test.each(TEMPLATES.map(({ name }) => name).filter((name) => name !== 'deploy'))(
    'what %s writes can be read',
    (template) => {
      const made = filesInMemory();
      init(made, { template, slice: 'events' });
      for (const [path, text] of made.texts) {
        if (path.endsWith('.ts')) expect(parseSync(path, text).errors, path).toEqual([]);
        if (path.endsWith('.json')) expect(() => JSON.parse(text), path).not.toThrow();
      }
      expect(() => parseConfig(JSON.parse(made.texts.get('migrate.config.json') ?? ''), 'x')).not.toThrow();
    },
  );

  test('the start of a service imports what the package exports', () => {
    const names = [...serviceStart().matchAll(/import \{ (\w+) \} from '@braid\/migrator'/g)].map(([, name]) => name);
    expect(names).toHaveLength(1);
    for (const name of names) expect(Object.keys(api)).toContain(name);
  });

  test.each(['1x', 'a b', 'head', 'a:b', ''])('"%s" is not a label', (slice) => {
    expect(() => init(filesInMemory(), { slice })).toThrow(UsageError);
  });

  test.each([
    ['events', "export const events = pgTable('events'"],
    ['trade-setups', "export const tradeSetups = pgTable('trade_setups'"],
    ['class', "export const classTable = pgTable('class'"],
    ['text', "export const textTable = pgTable('text'"],
    ['Users.v2', "export const usersV2 = pgTable('users_v2'"],
    ['_x', "export const x = pgTable('_x'"],
  ])('the schema of %s has a table of its name', (slice, expected) => {
    const made = filesInMemory();
    init(made, { slice });
    expect(made.texts.get('db/schema.ts')).toContain(expected);
  });
});
