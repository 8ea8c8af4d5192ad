import { expect, test } from 'vitest';
import { driftBetween } from '../../../src/proof/drift/drift.ts';
import { ignorePatterns } from '../../../src/proof/drift/ignore-pattern.ts';
import { type CatalogEntity, catalogOf, entityLabel } from '../../../src/schema/entity/catalog.ts';

const entity = (text: string, facts: CatalogEntity['facts'] = {}): CatalogEntity => {
  const [kind = '', path = ''] = text.split(': ');
  const [schema = '', ...rest] = path.split('.');
  const name = rest.pop() ?? '';
  if (kind === 'schema') return { kind, schema, relation: '', name: schema, facts };
  return { kind, schema, relation: rest[0] ?? '', name, facts };
};

const expected = catalogOf([
  entity('schema: public'),
  entity('table: public.a', { partitionKey: 'RANGE (day)' }),
  entity('column: public.a.day', { type: 'date' }),
  entity('table: public.b', { owner: 'me', columnOrder: ['x', 'y'] }),
  entity('column: public.b.x', { type: 'integer' }),
]);
const drift = (live: readonly CatalogEntity[], ...patterns: string[]) => {
  const replaced = catalogOf([
    ...new Map([...expected.entities, ...live].map((each) => [entityLabel(each), each])).values(),
  ]);
  const { differences, ignored } = driftBetween(expected, replaced, ignorePatterns(patterns));
  return { differences: differences.map(({ change, entity: found }) => `${change} ${entityLabel(found)}`), ignored };
};

test('what nobody did wrong is not drift', () => {
  const live = [
    entity('table: public.b', { owner: 'postgres', columnOrder: ['y', 'x'], privileges: ['app SELECT'] }),
    entity('table: public.a_2031', { partitionOf: 'public.a', partitionBound: 'FOR VALUES …' }),
    entity('column: public.a_2031.day', { type: 'date' }),
    entity('index: public.a_2031.a_2031_day', { definition: '…' }),
  ];
  expect(drift(live)).toEqual({ differences: [], ignored: 0 });
});

test('a new table is one difference, and so is a new schema', () => {
  const table = [
    entity('table: public.c'),
    entity('column: public.c.id', { type: 'integer' }),
    entity('sequence: public.c_id_seq', { ownedBy: 'public."c".id' }),
  ];
  const schema = [entity('schema: cron'), entity('table: cron.job'), entity('column: cron.job.id')];
  expect(drift([...table, ...schema])).toEqual({
    differences: ['added schema cron', 'added table public.c'],
    ignored: 0,
  });
});

test('grants count where the revisions grant', () => {
  const granted = catalogOf([entity('table: public.b', { privileges: ['app SELECT'] })]);
  const { differences } = driftBetween(granted, catalogOf([entity('table: public.b')]), ignorePatterns([]));
  expect(differences).toHaveLength(1);
});

test.each([
  ['the table with all that is on it', 'public.b'],
  ['by kind and path', 'table public.b'],
  ['by a part of the path', 'public.*'],
  ['the whole schema', 'schema public'],
  ['one column', 'column public.b.x'],
])('a pattern ignores %s', (_what, pattern) => {
  expect(drift([entity('column: public.b.x', { type: 'text' })], pattern)).toEqual({ differences: [], ignored: 1 });
});

test.each(['public', 'b', 'index public.b.x', 'public.b.', 'PUBLIC.b', 'public?b', 'schema public2'])(
  'the pattern %j ignores nothing of it',
  (pattern) => {
    expect(drift([entity('column: public.b.x', { type: 'text' })], pattern).ignored).toBe(0);
  },
);
