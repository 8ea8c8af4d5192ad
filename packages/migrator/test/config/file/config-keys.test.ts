import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SLICE_KEYS } from '../../../src/adapters/fs/slices/read-slice.ts';
import { CONFIG_KEYS } from '../../../src/config/file/config-keys.ts';
import { defaultRunnerOptions } from '../../../src/execute/runner-options.ts';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../../../..', path), 'utf8');
const schema = JSON.parse(read('packages/migrator/schema/migrate.config.schema.json'));

/** Where the schema describes the object that the keys of each entry stand in. */
const PLACES: Record<string, { properties: object; additionalProperties: boolean }> = {
  '': schema,
  'environments.*': schema.definitions.environment,
  runner: schema.definitions.runner,
  'notify[]': schema.properties.notify.items,
  'revisions.template': schema.properties.revisions.properties.template,
  backup: schema.definitions.backup,
  hooks: schema.definitions.hooks,
  'lint.slices.*': schema.definitions.lintSlice,
  'fleets.*': schema.definitions.fleet,
  'fleets.*.source': schema.definitions.fleet.properties.source,
  'fleets.*.waves[]': schema.definitions.fleet.properties.waves.items,
  'fleets.*.concurrency': schema.definitions.fleet.properties.concurrency,
  'fleets.*.budget': schema.definitions.fleet.properties.budget,
  ...Object.fromEntries(
    Object.keys(CONFIG_KEYS)
      .filter(
        (key) =>
          ![
            '',
            'environments.*',
            'runner',
            'notify[]',
            'backup',
            'hooks',
            'revisions.template',
            'lint.slices.*',
          ].includes(key) && !key.startsWith('fleets.'),
      )
      .map((key) => [key, schema.properties[key]]),
  ),
};

test.each(Object.entries(CONFIG_KEYS))('the schema for editors has the keys of "%s", and no others', (place, keys) => {
  const described = PLACES[place]!;
  expect(Object.keys(described.properties).sort()).toEqual([...keys].sort());
  expect(described.additionalProperties).toBe(false);
  for (const property of Object.values(described.properties)) expect(property).toHaveProperty('description');
});

test('docs/configuration.md has a row for every key', () => {
  const documented = new Set([...read('docs/configuration.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key));
  const keys = Object.entries(CONFIG_KEYS).flatMap(([place, names]) =>
    names.map((name) => (place === '' ? name : `${place.replace('*', '<name>')}.${name}`)),
  );
  // Objects are documented by what is in them.
  const objects = new Set([
    ...['environments', 'fleets', 'fleets.<name>.waves', 'fleets.<name>.source'],
    ...Object.keys(CONFIG_KEYS).map((key) => key.replace('*', '<name>')),
  ]);
  expect(keys.filter((key) => !objects.has(key) && !documented.has(key))).toEqual([]);
});

test('the defaults that the schema shows are the real ones', () => {
  const { runner } = schema.definitions;
  expect(runner.properties.lease.default).toBe(defaultRunnerOptions.leaseMs);
  expect(runner.properties.lockWait.default).toBe(defaultRunnerOptions.leaseWaitMs);
  expect(runner.properties.lockTimeout.default).toBe(defaultRunnerOptions.lockTimeoutMs);
  expect(runner.properties.lockBudget.default).toBe(defaultRunnerOptions.lockBudgetMs);
  expect(runner.properties.statementTimeout.default).toBe(defaultRunnerOptions.statementTimeoutMs);
  expect(runner.properties.idleInTransactionTimeout.default).toBe(defaultRunnerOptions.idleInTransactionTimeoutMs);
  expect(runner.properties.concurrentIndexTimeout.default).toBe(defaultRunnerOptions.concurrentStatementTimeoutMs);
});

test('the schema of slice.json has the keys that are read, and no others', () => {
  const { properties, additionalProperties } = JSON.parse(read('packages/migrator/schema/slice.schema.json'));
  expect(Object.keys(properties).sort()).toEqual([...SLICE_KEYS].sort());
  expect(additionalProperties).toBe(false);
  for (const property of Object.values(properties)) expect(property).toHaveProperty('description');
});
