import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResolveConnection } from '../../../src/config/database/choose-database.ts';
import { databaseNotice } from '../../../src/config/database/database-notice.ts';
import { overlookedVariables } from '../../../src/config/database/overlooked-variables.ts';
import { openConfiguration } from '../../../src/config/open-configuration.ts';
import { resolveConnection } from '../../../src/conninfo/resolve-connection.ts';
import { importFile } from '../../../src/wiring/import-file.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { machineWith } from '../../conninfo/connection-of.ts';

const resolve: ResolveConnection = (url, source, added) => resolveConnection(url, source, added, machineWith());

type Variables = Readonly<Record<string, string>>;

async function open(embedded: unknown, variables: Variables, options: { url?: string; embedded?: boolean } = {}) {
  const root = writeTree(embedded === undefined ? {} : { 'migrate.config.json': JSON.stringify({ embedded }) });
  const configuration = await openConfiguration(root, { ...options, variables, importFile, resolve });
  return { configuration, choose: () => configuration.choice() };
}

function failureOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

const PRODUCTION = { NODE_ENV: 'production' };
const refused = (because: string) => ({ code: 'no-database', outcome: 'usage', facts: { because } });

describe('where nothing names a database', () => {
  test.each<[embedded: unknown, variables: Variables, because: string]>([
    [undefined, PRODUCTION, 'NODE_ENV=production'],
    [{ folder: '.pg' }, PRODUCTION, 'NODE_ENV=production'],
    [undefined, { ...PRODUCTION, DATABASE_URL: '' }, 'NODE_ENV=production'],
    [undefined, { ...PRODUCTION, DATABASE_URI: 'postgres://h/d' }, 'NODE_ENV=production'],
    [undefined, { ...PRODUCTION, BRAID_EMBEDDED: '' }, 'NODE_ENV=production'],
    // What comes near it is meant.
    [undefined, { NODE_ENV: 'prod' }, 'NODE_ENV=prod'],
    [undefined, { NODE_ENV: ' Production ' }, 'NODE_ENV=Production'],
    [undefined, { NODE_ENV: 'PROD', POSTGRES_URL: 'postgres://h/d' }, 'NODE_ENV=PROD'],
    [undefined, { BRAID_EMBEDDED: 'off' }, 'BRAID_EMBEDDED=off'],
    [undefined, { BRAID_EMBEDDED: ' OFF ' }, 'BRAID_EMBEDDED=off'],
    [undefined, { BRAID_EMBEDDED: 'false' }, 'BRAID_EMBEDDED=off'],
    // An image outdoes the file that was copied into it.
    [true, { BRAID_EMBEDDED: 'off' }, 'BRAID_EMBEDDED=off'],
    [true, { ...PRODUCTION, BRAID_EMBEDDED: '0' }, 'BRAID_EMBEDDED=off'],
    [false, {}, '"embedded": false in migrate.config.json'],
    [{ use: false, folder: '.pg' }, PRODUCTION, '"embedded": false in migrate.config.json'],
  ])('"embedded": %j and %j: an error', async (embedded, variables, because) => {
    const { choose } = await open(embedded, variables);
    expect(failureOf(choose)).toMatchObject(refused(because));
  });

  test.each<[embedded: unknown, variables: Variables, standsIn: string, isTold: boolean]>([
    [undefined, {}, 'by-default', true],
    [undefined, { CI: 'true' }, 'by-default', true],
    [undefined, { NODE_ENV: 'development' }, 'by-default', true],
    [{ folder: '.pg' }, {}, 'by-default', true],
    [true, {}, 'as-configured', false],
    [true, { CI: '1' }, 'as-configured', false],
    [true, PRODUCTION, 'as-configured', true],
    [{ use: true }, { ...PRODUCTION, CI: '1' }, 'as-configured', true],
    [undefined, { ...PRODUCTION, BRAID_EMBEDDED: 'on' }, 'as-configured', true],
    [false, { BRAID_EMBEDDED: 'on' }, 'as-configured', false],
  ])('"embedded": %j and %j: the embedded one %s', async (embedded, variables, standsIn, isTold) => {
    const { configuration, choose } = await open(embedded, variables);
    expect(choose()).toEqual({ kind: 'embedded', source: 'embedded', standsIn });
    expect(databaseNotice(configuration, choose()) !== undefined).toBe(isTold);
  });
});

test('--embedded is meant, whatever forbids or names another', async () => {
  const variables = { ...PRODUCTION, BRAID_EMBEDDED: 'off', DATABASE_URL: 'postgres://h/d', DATABASE_URI: 'x' };
  const { configuration, choose } = await open(false, variables, { embedded: true });
  expect(choose()).toEqual({ kind: 'embedded', source: '--embedded' });
  expect(databaseNotice(configuration, choose())).toBeUndefined();
});

test('what is named stays named in production', async () => {
  const { choose } = await open(false, { ...PRODUCTION, BRAID_EMBEDDED: 'off', DATABASE_URL: 'postgres://h/d' });
  expect(choose()).toMatchObject({ kind: 'url', source: 'DATABASE_URL' });
  expect((await open(false, PRODUCTION, { url: 'embedded' })).choose()).toMatchObject({ source: '--url' });
});

test('a switch that says neither is an error, and so is what is not a switch in the configuration', async () => {
  const { choose } = await open(undefined, { BRAID_EMBEDDED: 'offf' });
  expect(failureOf(choose)).toMatchObject({ code: 'config', outcome: 'usage' });
  await expect(open('off', {})).rejects.toMatchObject({ code: 'config' });
  await expect(open({ use: 'no' }, {})).rejects.toMatchObject({ code: 'config' });
});

test('the error says what was looked at, and names what was overlooked without its value', async () => {
  const { choose } = await open(undefined, {
    ...PRODUCTION,
    DATABASE_URL: '',
    DATABASE_URI: 'postgres://canary@h/d',
    HOME: '/root',
  });
  const message = expect.stringMatching(
    /NODE_ENV=production[\s\S]*DATABASE_URL, SERVICE_CONFIG_PATH[\s\S]*DATABASE_URI is set, but is not read; DATABASE_URL is\n {2}DATABASE_URL is set, but empty/,
  );
  const failure = failureOf(choose);
  expect(failure).toMatchObject({ message, hint: expect.stringContaining('--embedded') });
  expect(JSON.stringify(failure)).not.toContain('canary');
});

describe('overlooked variables', () => {
  test.each([
    'DATABASE_URI',
    'DATABASEURL',
    'DB_URL',
    'DB_URI',
    'database_url',
    'DATABASE-URL',
    'DATABSE_URL',
    'DATABASE_URLS',
    'POSTGRES_URL',
    'PG_URL',
    'POSTGRESQL_URI',
    'DATABASE_DSN',
  ])('%s is nearly DATABASE_URL', (name) => {
    expect(overlookedVariables({ [name]: 'x' })).toEqual([{ name, meant: 'DATABASE_URL' }]);
  });

  test.each(['SERVICE_CONFIG_PTH', 'SERVICECONFIGPATH', 'service_config_path'])('%s is nearly the other', (name) => {
    expect(overlookedVariables({ [name]: 'x' })).toEqual([{ name, meant: 'SERVICE_CONFIG_PATH' }]);
  });

  test.each(['PATH', 'HOME', 'URL', 'DATABASE', 'BASE_URL', 'API_URL', 'REDIS_URL', 'DATABASE_NAME', 'SERVICE_PATH'])(
    '%s is nothing of ours',
    (name) => expect(overlookedVariables({ [name]: 'x' })).toEqual([]),
  );

  test('empty ones are reported, and nothing where DATABASE_URL says something', () => {
    expect(overlookedVariables({ DATABASE_URL: '', SERVICE_CONFIG_PATH: '' })).toEqual([
      { name: 'DATABASE_URL', meant: null },
      { name: 'SERVICE_CONFIG_PATH', meant: null },
    ]);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (variables) => {
        expect(overlookedVariables({ ...variables, DATABASE_URL: 'x' })).toEqual([]);
      }),
    );
  });

  test('the variable of an environment that is empty, or has a near name', async () => {
    const root = writeTree({
      'migrate.config.json': JSON.stringify({ environments: { live: { urlVariable: 'LIVE_DATABASE_URL' } } }),
    });
    const choose = async (variables: Variables) => {
      const configuration = await openConfiguration(root, { environment: 'live', variables, importFile, resolve });
      return () => configuration.choice();
    };
    expect(await choose({ LIVE_DATABASE_URL: '' })).toThrow('LIVE_DATABASE_URL, which is set, but empty');
    expect(await choose({ LIVE_DATABASE_URI: 'x' })).toThrow('which is not set (LIVE_DATABASE_URI is)');
    expect(await choose({})).toThrow('LIVE_DATABASE_URL, which is not set.');
  });
});
