import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openConfiguration } from '../../src/config/open-configuration.ts';
import { resolveConnection } from '../../src/conninfo/resolve-connection.ts';
import { importFile } from '../../src/wiring/import-file.ts';
import { machineWith } from '../conninfo/connection-of.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';

const CONFIG = {
  stateSchema: 'top',
  runner: { lease: 1, lockWait: 2 },
  defaultEnvironment: 'development',
  environments: {
    development: { url: 'postgres://dev@localhost/dev' },
    production: {
      urlVariable: 'PRODUCTION_URL',
      protected: true,
      stateSchema: 'ours',
      runner: { lockWait: 3 },
    },
  },
};

const root = makeTempDir('braid-config-');
afterAll(() => removeTempDir(root));
const files = {
  'migrate.config.json': JSON.stringify(CONFIG),
  '.env': 'DATABASE_URL=postgres://file@localhost/from_env_file\nPRODUCTION_URL=postgres://wrong\nONLY_HERE=1\n',
  '.env.local': 'PRODUCTION_URL=postgres://app@db.example:5432/prod\nSERVICE_CONFIG_PATH=service.json\n',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);

type Options = { url?: string; environment?: string };
const open = (options: Options, variables: Record<string, string> = {}) =>
  openConfiguration(root, {
    ...options,
    variables,
    importFile,
    resolve: (url, source, added) => resolveConnection(url, source, added, machineWith()),
  });

describe('which database, from what is strongest to what is weakest', () => {
  const real = { DATABASE_URL: 'postgres://real@h/d' };
  test.each<[string, Options, Record<string, string>, string]>([
    ['--url over everything', { url: 'postgres://u@h/d' }, real, '--url'],
    ['--env over DATABASE_URL', { environment: 'development' }, real, 'env development'],
    [
      '--env takes its variable from .env files',
      { environment: 'production' },
      {},
      'env production (PRODUCTION_URL in .env.local)',
    ],
    [
      'the environment over .env files',
      { environment: 'production' },
      { PRODUCTION_URL: 'postgres://p@h/d' },
      'env production (PRODUCTION_URL)',
    ],
    ['DATABASE_URL of the environment over .env', {}, real, 'DATABASE_URL'],
    ['DATABASE_URL of .env over the default environment', {}, {}, 'DATABASE_URL in .env'],
    ['production reads no .env', {}, { NODE_ENV: 'production' }, 'env development'],
    ['CI reads no .env', {}, { CI: 'true' }, 'env development'],
  ])('%s', async (_name, options, variables, source) => {
    expect((await open(options, variables)).choice()).toMatchObject({ source });
  });

  test('what names a database in the environment keeps .env files from naming another', async () => {
    const opened = await open({}, { SERVICE_CONFIG_PATH: '/nowhere/service.json' });
    expect(() => opened.choice()).toThrow('/nowhere/service.json');
    expect(opened.variables.values.ONLY_HERE).toBe('1');
  });
});

describe('settings of an environment', () => {
  test('win over the top of the file, key by key', async () => {
    const { config } = await open({ environment: 'production' });
    expect(config).toMatchObject({ stateSchema: 'ours', runner: { lease: 1, lockWait: 3 } });
    expect((await open({ environment: 'development' })).config).toMatchObject({
      stateSchema: 'top',
      runner: { lockWait: 2 },
    });
  });

  test('an environment that there is not is refused at once', async () => {
    await expect(open({ environment: 'prod' })).rejects.toMatchObject({ code: 'unknown-environment' });
  });
});

describe('protected', () => {
  test.each<[string, Options, Record<string, string>, string | undefined]>([
    ['chosen by name', { environment: 'production' }, {}, 'production'],
    ['the same database by --url, as another role', { url: 'postgres://me:secret@DB.example/prod' }, {}, 'production'],
    ['the same database by DATABASE_URL', {}, { DATABASE_URL: 'postgres://db.example:5432/prod' }, 'production'],
    ['another database', { url: 'postgres://db.example:5432/other' }, {}, undefined],
    ['the default environment', {}, { CI: '1' }, undefined],
  ])('%s', async (_name, options, variables, expected) => {
    expect((await open(options, variables)).protectedEnvironment()).toBe(expected);
  });
});
