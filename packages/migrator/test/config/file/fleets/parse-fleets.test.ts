import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/file/parse-config.ts';

const parse = (fleet: object) => parseConfig({ fleets: { shop: fleet } }, 'migrate.config.json').fleets?.shop;
const source = { schemas: 'tenant_%' };

test('what is not said has a default', () => {
  expect(parse({ source })).toEqual({
    source: { kind: 'schemas', schemas: 'tenant_%' },
    settings: {
      ...{ slices: undefined, stateSchema: 'braid_{schema}', searchPath: [], healthy: undefined, trustUnread: false },
      engine: 'local',
      waves: [{ name: '100%', percent: 100, soakMs: 0 }],
      concurrency: { perServer: 8, total: 32 },
      budget: { failed: { percent: 1 }, consecutive: 3 },
    },
  });
});

test('all of it', () => {
  const query = 'select id, url_variable, schema, tier from tenants where active';
  const waves = [{ match: 'tier=canary', soak: '15min' }, { percent: 10 }, { percent: 100, soak: '1h' }];
  expect(
    parse({
      ...{ source: { query, env: 'control' }, slices: ['billing'], stateSchema: 'state_{schema}', waves },
      ...{ searchPath: ['extensions'], concurrency: { perServer: 2, total: 4 }, trustUnread: true },
      ...{ budget: { failed: 5, consecutive: 1 }, healthy: 'select true', engine: 'pg-boss' },
    }),
  ).toEqual({
    source: { kind: 'query', query, env: 'control' },
    settings: {
      ...{ slices: ['billing'], stateSchema: 'state_{schema}', searchPath: ['extensions'], trustUnread: true },
      waves: [
        { name: 'tier=canary', match: { attribute: 'tier', value: 'canary' }, soakMs: 900_000 },
        { name: '10%', percent: 10, soakMs: 0 },
        { name: '100%', percent: 100, soakMs: 3_600_000 },
      ],
      concurrency: { perServer: 2, total: 4 },
      budget: { failed: { tenants: 5 }, consecutive: 1 },
      healthy: 'select true',
      engine: 'pg-boss',
    },
  });
});

test('a function is a source, alone or with the environment', () => {
  const rows = () => [{ id: 'a', schema: 'a' }];
  expect(parse({ source: rows })?.source).toEqual({ kind: 'function', rows });
  expect(parse({ source: { function: rows, env: 'control' } })?.source).toEqual({
    kind: 'function',
    rows,
    env: 'control',
  });
});

test.each([
  ['"fleets.shop.source" must be an object', {}],
  ['needs exactly one of "query", "schemas", "file" and "function"', { source: {} }],
  ['needs exactly one of "query", "schemas", "file" and "function"', { source: { query: 'a', file: 'b' } }],
  ['fleets.shop.source.function', { source: { function: 'rows' } }],
  ['not a known key of fleets.shop', { source, wave: [] }],
  ['not a known key of fleets.shop.source', { source: { schemas: 't', url: 'x' } }],
  ['at least one slice', { source, slices: [] }],
  ['at least one wave', { source, waves: [] }],
  ['must end with { "percent": 100 }', { source, waves: [{ match: 'a=b' }] }],
  ['must end with { "percent": 100 }', { source, waves: [{ percent: 10 }] }],
  [
    'must be more than that of the wave before',
    { source, waves: [{ percent: 50 }, { percent: 20 }, { percent: 100 }] },
  ],
  ['needs exactly one of "match" and "percent"', { source, waves: [{ soak: '1s' }, { percent: 100 }] }],
  ['needs exactly one of "match" and "percent"', { source, waves: [{ match: 'a=b', percent: 100 }] }],
  ['attribute=value', { source, waves: [{ match: 'canary' }, { percent: 100 }] }],
  ['above 0, up to 100', { source, waves: [{ percent: 101 }] }],
  ['above 0, up to 100', { source, waves: [{ percent: '10' }] }],
  ['must be a duration', { source, waves: [{ percent: 100, soak: 'a while' }] }],
  ['must be a duration', { source, waves: [{ percent: 100, soak: '169h' }] }],
  ['from 1 to 1000', { source, concurrency: { perServer: 0 } }],
  ['from 1 to 1000', { source, concurrency: { total: 1.5 } }],
  ['a share such as "1%"', { source, budget: { failed: '101%' } }],
  ['a share such as "1%"', { source, budget: { failed: 'few' } }],
  ['a share such as "1%"', { source, budget: { failed: -1 } }],
  ['from 1 up', { source, budget: { consecutive: 0 } }],
  ['true or false', { source, trustUnread: 'yes' }],
  ['must be one of "local", "ledger", "pg-boss"', { source, engine: 'temporal' }],
])('%s', (says, fleet) => expect(() => parse(fleet)).toThrow(says));

test('names of fleets are words', () => {
  expect(() => parseConfig({ fleets: { 'my fleet': { source } } }, 'migrate.config.json')).toThrow('is not a name');
});
