import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/file/load-config.ts';
import { importFile } from '../../../src/wiring/import-file.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

function workspace(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'braid-config-'));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('reading', () => {
  test('no file is an empty configuration', async () => {
    expect(await loadConfig(workspace({}), importFile)).toEqual({
      config: {},
      file: 'migrate.config.json',
      exists: false,
    });
  });

  test('JSON, with a byte order mark, with everything', async () => {
    const config = {
      slices: ['modules/*'],
      environments: {
        staging: { urlVariable: 'STAGING_URL', protected: true, stateSchema: 'm', shadowUrl: 'postgres://s/t' },
        local: { url: 'embedded', runner: { lockWait: 1 } },
      },
      defaultEnvironment: 'local',
      stateSchema: 'migrations',
      runner: { lease: 20_000, lockTimeout: 0 },
      revisions: {
        fileName: '%(rev)-%(slug)',
        slugLength: 60,
        timezone: 'Europe/Berlin',
        postWrite: [['prettier', '--write', '{file}']],
        postWriteTimeout: 5000,
      },
      embedded: { folder: '.pg', linger: 0 },
    };
    const root = workspace({ 'migrate.config.json': `\uFEFF${JSON.stringify({ $schema: 'x', ...config })}` });
    expect((await loadConfig(root, importFile)).config).toEqual(config);
  });

  test.each([
    ['migrate.config.mjs', "export default { stateSchema: 'a' }"],
    ['migrate.config.mjs', "export default async () => ({ stateSchema: 'a' })"],
    ['migrate.config.mjs', 'export default ({ env, args }) => ({ stateSchema: env.SCHEMA + args.suffix })'],
    ['migrate.config.ts', "const config: { stateSchema: string } = { stateSchema: 'a' };\nexport default config;"],
  ])('%s: %s', async (file, text) => {
    const given = { env: { SCHEMA: '' }, args: { suffix: 'a' } };
    expect(await loadConfig(workspace({ [file]: text }), importFile, undefined, given)).toEqual({
      config: { stateSchema: 'a' },
      file,
      exists: true,
    });
  });

  test('a named file is read instead', async () => {
    const root = workspace({ 'migrate.config.json': '{"stateSchema":"a"}', 'other.json': '{"stateSchema":"b"}' });
    expect((await loadConfig(root, importFile, 'other.json')).config).toEqual({ stateSchema: 'b' });
  });
});

describe('what is wrong names the file and the key', () => {
  test.each([
    ['{"slice":[]}', '"slice" is not a known key'],
    ['[]', '"the configuration" must be an object'],
    ['{"slices":"features/*"}', '"slices" must be a list of texts'],
    ['{"slices":[1]}', '"slices" must be a list of texts'],
    ['{"environments":{"a":{}}}', '"environments.a" needs exactly one of'],
    ['{"environments":{"a":{"url":"x","urlVariable":"y"}}}', '"environments.a" needs exactly one of'],
    ['{"environments":{"a":{"uri":"x"}}}', '"uri" is not a known key of environments.a'],
    ['{"environments":{"a":{"url":"x","protected":"yes"}}}', '"environments.a.protected" must be true or false'],
    ['{"environments":{"a":{"url":"x","runner":{"lease":-1}}}}', '"environments.a.runner.lease" must be whole'],
    ['{"defaultEnvironment":"a"}', '"defaultEnvironment" names "a", which is not under "environments"'],
    ['{"stateSchema":""}', '"stateSchema" must be a text'],
    ['{"runner":{"lease":-1}}', '"runner.lease" must be whole milliseconds'],
    ['{"runner":{"lease":"15s"}}', '"runner.lease" must be whole milliseconds'],
    ['{"revisions":{"fileName":"%(time)_%(slug)"}}', '"revisions.fileName" lacks %(revision)'],
    ['{"revisions":{"require":["ticket"]}}', '"revisions.require" needs revisions.requireSince: the day'],
    ['{"revisions":{"ticketPattern":"A-1"}}', '"revisions.ticketPattern" needs revisions.requireSince'],
    ['{"revisions":{"require":["tickets"],"requireSince":"2026-01-01"}}', 'must be a list of: ticket, impact'],
    ['{"revisions":{"ticketPattern":"(","requireSince":"2026-01-01"}}', '"revisions.ticketPattern" must be a regular'],
    ['{"revisions":{"requireSince":"2026-13-01"}}', '"revisions.requireSince" must be a day such as 2026-11-29'],
    ['{"revisions":{"requireSince":"1 May"}}', '"revisions.requireSince" must be a day such as 2026-11-29'],
    ['{"revisions":{"fileName":"../%(rev)"}}', '"revisions.fileName" has a path separator'],
    ['{"revisions":{"fileName":"a\\\\%(rev)"}}', '"revisions.fileName" has a path separator'],
    ['{"revisions":{"fileName":"%(rev)..%(slug)"}}', '"revisions.fileName" has ".."'],
    ['{"revisions":{"fileName":".%(rev)"}}', '"revisions.fileName" begins with "."'],
    ['{"revisions":{"fileName":"-%(rev)"}}', '"revisions.fileName" begins with "." or "-"'],
    ['{"revisions":{"fileName":"%(rev) %(slug)"}}', '"revisions.fileName" has " "'],
    ['{"revisions":{"fileName":"%(rev)\\u0000"}}', '"revisions.fileName" must not have control characters'],
    ['{"stateSchema":"a\\u0000b"}', '"stateSchema" must not have control characters'],
    ['{"slices":["a\\u0000/*"]}', '"slices" must not have control characters'],
    [`{"stateSchema":"${'x'.repeat(64)}"}`, '"stateSchema" must be a name of at most 63 bytes'],
    ['{"revisions":{"fileName":"%(rev)%(sluug)"}}', '"revisions.fileName" has the unknown token %(sluug)'],
    ['{"revisions":{"fileName":"%(rev)_%(slug"}}', '"revisions.fileName" has "%"'],
    ['{"revisions":{"timezone":"Berlin"}}', '"revisions.timezone" must be a time zone'],
    ['{"revisions":{"template":"a.sql"}}', '"revisions.template" must be an object'],
    ['{"revisions":{"template":{"js":"a"}}}', '"js" is not a known key of revisions.template'],
    ['{"revisions":{"template":{"sql":""}}}', '"revisions.template.sql" must be a text'],
    ['{"revisions":{"template":{"ts":"/etc/a.ts"}}}', '"revisions.template.ts" must be a path in the workspace'],
    ['{"revisions":{"template":{"sql":"a/../../b.sql"}}}', '"revisions.template.sql" must be a path in the workspace'],
    ['{"revisions":{"slugLength":0}}', '"revisions.slugLength" must be a whole number between 1 and 100'],
    ['{"revisions":{"postWrite":["prettier {file}"]}}', '"revisions.postWrite" must be a list of commands'],
    ['{"revisions":{"postWrite":[[]]}}', '"revisions.postWrite" must be a list of commands'],
    ['{"revisions":{"postWrite":[["a",1]]}}', '"revisions.postWrite[0]" must be a list of texts'],
    ['{"revisions":{"postWrite":[[""]]}}', '"revisions.postWrite[0]" begins with an empty word'],
    ['{"revisions":{"postWriteTimeout":0}}', '"revisions.postWriteTimeout" must be more than 0'],
    ['{"embedded":{"linger":1e99}}', '"embedded.linger" must be whole milliseconds'],
    ['{', 'is not valid JSON'],
  ])('%s', async (text, problem) => {
    const root = workspace({ 'migrate.config.json': text });
    await expect(loadConfig(root, importFile)).rejects.toMatchObject({
      code: 'config',
      outcome: 'usage',
      message: expect.stringContaining(problem),
      facts: { file: 'migrate.config.json' },
    });
  });

  test('two of them', async () => {
    const root = workspace({ 'migrate.config.json': '{}', 'migrate.config.mjs': 'export default {}' });
    await expect(loadConfig(root, importFile)).rejects.toThrow(
      'migrate.config.mjs: exists in addition to migrate.config.json.',
    );
    expect(await loadConfig(root, importFile, 'migrate.config.mjs')).toMatchObject({ exists: true });
  });

  test('code whose error quotes a password', async () => {
    const root = workspace({ 'migrate.config.mjs': "throw new Error('no postgres://me:can/a:ry@host/db here')" });
    await expect(loadConfig(root, importFile)).rejects.toThrow('no postgres://me:***@host/db here');
  });

  test('code that throws', async () => {
    const root = workspace({ 'migrate.config.mjs': "throw new Error('boom')" });
    await expect(loadConfig(root, importFile)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('boom'),
    });
  });

  test('a named file that is not there', async () => {
    await expect(loadConfig(workspace({}), importFile, 'none.json')).rejects.toMatchObject({ code: 'config' });
  });
});
