import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { chooseDatabase } from '../../../src/config/database/choose-database.ts';
import type { MigrateConfig } from '../../../src/config/file/migrate-config.ts';
import { displayConnection } from '../../../src/conninfo/display.ts';
import { resolveConnection } from '../../../src/conninfo/resolve-connection.ts';
import { MigratorError } from '../../../src/errors/migrator-error.ts';
import { machineWith } from '../../conninfo/connection-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'braid-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config: MigrateConfig = {
  defaultEnvironment: 'development',
  environments: {
    development: { url: 'postgres://dev@localhost/dev' },
    staging: { urlVariable: 'STAGING_URL' },
    local: { url: 'embedded' },
  },
};

const choose = (
  options: { url?: string; environment?: string },
  variables: Record<string, string> = {},
  using: MigrateConfig = config,
) =>
  chooseDatabase(options, {
    variables: { environment: variables, values: variables, files: [], fileOf: () => undefined },
    config: using,
    configFile: 'migrate.config.json',
    resolve: (url, source, added) => resolveConnection(url, source, added, machineWith()),
  });

function serviceConfig(content: string): string {
  const path = join(folder, `service-${Math.abs(content.length)}-${content.charCodeAt(content.length >> 1)}.json`);
  writeFileSync(path, content);
  return path;
}

function failure(run: () => unknown): MigratorError {
  try {
    run();
  } catch (error) {
    if (error instanceof MigratorError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('precedence', () => {
  const variables = { DATABASE_URL: 'postgres://a/b', STAGING_URL: 'postgres://s/t' };

  test.each([
    ['--url wins', { url: 'postgres://u/v' }, variables, 'postgres://u/v', '--url'],
    ['--env beats DATABASE_URL', { environment: 'staging' }, variables, 'postgres://s/t', 'env staging (STAGING_URL)'],
    ['DATABASE_URL beats the default environment', {}, variables, 'postgres://a/b', 'DATABASE_URL'],
    ['the default environment', {}, {}, 'postgres://dev@localhost/dev', 'env development'],
  ])('%s', (_name, options, given, url, source) => {
    expect(choose(options, given)).toMatchObject({ kind: 'url', url, source });
  });

  test('SERVICE_CONFIG_PATH is between DATABASE_URL and the default environment', () => {
    const path = serviceConfig('{"infrastructure":{"database":{"url":"postgres://svc/db"}}}');
    expect(choose({}, { SERVICE_CONFIG_PATH: path })).toMatchObject({
      kind: 'url',
      url: 'postgres://svc/db',
      source: 'SERVICE_CONFIG_PATH',
    });
    expect(choose({}, { SERVICE_CONFIG_PATH: path, DATABASE_URL: 'postgres://a/b' })).toMatchObject({
      source: 'DATABASE_URL',
    });
  });

  test('nothing named is the embedded server; an environment may name it too', () => {
    expect(choose({}, {}, {})).toEqual({ kind: 'embedded', source: 'embedded' });
    expect(choose({ environment: 'local' })).toEqual({ kind: 'embedded', source: 'env local' });
  });

  test.each([
    [{ PGHOST: 'h' }, 'postgres://me@h:5432/me', 'PGHOST'],
    [{ PGDATABASE: 'd', PGUSER: 'u' }, 'postgres://u@/var/run/postgresql/d', 'PGDATABASE, PGUSER'],
    [{ PGPASSFILE: '/f' }, 'postgres://me@/var/run/postgresql/me', 'PGPASSFILE'],
    [{ PGOPTIONS: '-c a=b' }, 'postgres://me@/var/run/postgresql/me', 'PGOPTIONS'],
  ])('%j names a database, which the embedded server does not replace', (variables, display, source) => {
    const choice = choose({}, variables, {});
    expect(choice).toMatchObject({ kind: 'url', source });
    expect(choice.kind === 'url' && displayConnection(choice.connection)).toBe(display);
    expect(choose({}, variables)).toMatchObject({ source: 'env development' });
  });

  test('what is not a name of a database leaves it to the embedded server', () => {
    expect(choose({}, { PGHOST: '', PGAPPNAME: 'x', PGCONNECT_TIMEOUT: '3' }, {})).toMatchObject({ kind: 'embedded' });
  });

  test('an empty DATABASE_URL counts as missing', () => {
    expect(choose({}, { DATABASE_URL: '' }, {})).toMatchObject({ kind: 'embedded' });
  });
});

describe('a service configuration', () => {
  test.each([
    ['"postgres://u:p@h/d"', 'postgres://u:p@h/d'],
    [
      '{"host":"db","port":6000,"name":"app","user":"me","password":"p@ss/word"}',
      'postgres://me:p%40ss%2Fword@db:6000/app',
    ],
    ['{"host":"db","database":"app","username":"me","ssl":true}', 'postgres://me@db/app?sslmode=require'],
    ['{"host":"::1","port":"5432","name":"my app"}', 'postgres://[::1]:5432/my%20app'],
    ['{"host":"/var/run/postgresql","name":"app"}', 'postgres://%2Fvar%2Frun%2Fpostgresql/app'],
    ['{"host":"db","name":"app","ssl":"verify-full"}', 'postgres://db/app?sslmode=verify-full'],
    ['{"host":"db","name":"app","sslmode":"verify-full"}', 'postgres://db/app?sslmode=verify-full'],
    ['{"host":"db","name":"app","ssl":false}', 'postgres://db/app?sslmode=disable'],
  ])('%s', (database, url) => {
    const path = serviceConfig(`{"infrastructure":{"database":${database}}}`);
    expect(choose({}, { SERVICE_CONFIG_PATH: path })).toMatchObject({ url });
  });

  test.each([
    ['no database', '{"infrastructure":{}}'],
    ['an ssl of another kind', '{"infrastructure":{"database":{"host":"h","name":"x","ssl":{"ca":"canary"}}}}'],
    ['no host', '{"infrastructure":{"database":{"name":"x"}}}'],
    ['not JSON', '{"infrastructure":{"database":{"password":"canary-secret" oops'],
  ])('%s: one typed error, no secret in it', (_name, content) => {
    const error = failure(() => choose({}, { SERVICE_CONFIG_PATH: serviceConfig(content) }));
    expect(error).toMatchObject({ code: 'config', outcome: 'usage' });
    expect(JSON.stringify(error) + String(error.cause)).not.toContain('canary');
  });

  test.each([
    ['host', '{"name":"canary"}', 'is missing'],
    ['host', '{"host":["canary"],"name":"x"}', 'must be a string'],
    ['name', '{"host":"canary"}', 'is missing'],
    ['database', '{"host":"h","database":7}', 'must be a string'],
    ['port', '{"host":"h","name":"x","port":"canary"}', 'whole number between 1 and 65535'],
    ['port', '{"host":"h","name":"x","port":70000}', 'whole number between 1 and 65535'],
    ['port', '{"host":"h","name":"x","port":true}', 'whole number between 1 and 65535'],
    ['user', '{"host":"h","name":"x","user":{"canary":1}}', 'must be a string'],
    ['password', '{"host":"h","name":"x","password":12345}', 'must be a string'],
    ['ssl', '{"host":"h","name":"x","ssl":{"ca":"canary"}}', 'true, false or one of: disable'],
    ['sslMode', '{"host":"h","name":"x","sslMode":"canary"}', 'true, false or one of: disable'],
    ['url', '{"url":{"canary":1},"host":"h","name":"x"}', 'must be a string'],
  ])('the message names the field %s of %s', (field, database, says) => {
    const path = serviceConfig(`{"infrastructure":{"database":${database}}}`);
    const error = failure(() => choose({}, { SERVICE_CONFIG_PATH: path }));
    expect(error.message).toContain(`"infrastructure.database.${field}"`);
    expect(error.message).toContain(says);
    expect(JSON.stringify(error)).not.toMatch(/canary|12345/);
  });

  test('a file that is not there', () => {
    expect(failure(() => choose({}, { SERVICE_CONFIG_PATH: join(folder, 'none.json') }))).toMatchObject({
      code: 'config',
    });
  });
});

describe('errors', () => {
  test('an unknown environment names the known ones', () => {
    const error = failure(() => choose({ environment: 'prod' }));
    expect(error).toMatchObject({
      code: 'unknown-environment',
      hint: 'Known environments: development, staging, local.',
    });
  });

  test('names from Object.prototype are not environments', () => {
    expect(failure(() => choose({ environment: 'constructor' })).code).toBe('unknown-environment');
  });

  test('an environment whose variable is not set', () => {
    expect(failure(() => choose({ environment: 'staging' })).message).toContain('STAGING_URL, which is not set');
  });

  test('a URL of another kind is refused and never printed', () => {
    const error = failure(() => choose({ url: 'mysql://root:canary@host/db' }));
    expect(error).toMatchObject({ code: 'invalid-database-url', outcome: 'usage' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});
