import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEntity } from '../../../src/schema/entity/read-entity.ts';
import { ENTITY_TYPES } from '../../../src/schema/entity/schema-entity.ts';
import { parseSnapshot, printSnapshot } from '../../../src/schema/entity/snapshot.ts';
import { sortEntities } from '../../../src/schema/entity/sort-entities.ts';
import { column, entity, table, view } from '../entities.ts';

const names = fc.string({ minLength: 1 });
const ANY = [...ENTITY_TYPES].map((type) => entity(type, 'a.b'));
const anyEntity = fc
  .record({
    sample: fc.constantFrom(...ANY),
    schema: fc.string(),
    table: fc.string(),
    name: names,
    // Facts that only a newer drizzle-kit knows. The names of the identity are taken.
    unknown: fc.dictionary(
      names.filter((name) => !['entity', 'schema', 'table', 'name', '__proto__'].includes(name)),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())),
    ),
  })
  .map(({ sample, schema, table, name, unknown }) =>
    readEntity(sample.type, { schema, table, name }, { ...unknown, ...sample.facts }),
  );

test('the entities of a draft are printed once, whatever revision they become', () => {
  let looked = 0;
  const entities = [
    new Proxy(table('a'), {
      get(target, key): unknown {
        if (key === 'facts') looked += 1;
        return Reflect.get(target, key);
      },
    }),
  ];
  const printed = ['abc', 'def'].map((revision) => printSnapshot({ slice: 'events', revision, entities }));
  expect(looked).toBe(1);
  expect(printed[1]).toBe(printed[0]?.replace('"abc"', '"def"'));
});

test('what is printed is read back, sorted', () => {
  fc.assert(
    fc.property(fc.array(anyEntity), (entities) => {
      const snapshot = { slice: 'events', revision: 'abc', entities };
      expect(parseSnapshot(printSnapshot(snapshot), 'f')).toEqual({ ...snapshot, entities: sortEntities(entities) });
    }),
  );
});

test('one line an entity: enums first, then table by table with columns as declared, then views', () => {
  const entities = [view('v', 'q'), column('b.z'), column('b.a'), table('b'), table('a'), entity('enum', 'mood')];
  const lines = printSnapshot({ slice: 's', revision: 'r', entities }).split('\n').slice(5, -3);
  expect(lines.map((line) => /"entity": "(\w+)".*"name": "(\w+)"/.exec(line)?.slice(1).join(' '))).toEqual([
    'enum mood',
    'table a',
    'table b',
    'column z',
    'column a',
    'view v',
  ]);
});

const oneEntity = (facts: object): string => JSON.stringify({ braid: 1, slice: 's', revision: 'r', entities: [facts] });

test.each([
  ['[]', 'is not a JSON object'],
  ['{ "braid": 1', 'is not valid JSON'],
  ['{\n<<<<<<< ours\n', 'conflict markers'],
  ['{ "braid": 3, "slice": "s", "revision": "r", "entities": [] }', 'has version 3'],
  ['{ "tables": {} }', 'not a snapshot of Braid'],
  ['{ "braid": 1, "slice": "s", "revision": "r", "entities": [{ "entity": "trigger", "name": "x" }] }', 'entity 1'],
  [oneEntity({ entity: 'column', schema: 'app', table: 't', name: 'a' }), 'no valid "type" for column app.t.a'],
  [oneEntity({ entity: 'enum', schema: 'public', name: 'mood', values: ['a', 1] }), 'no valid "values" for enum mood'],
  [
    oneEntity({ entity: 'index', schema: 'public', table: 't', name: 'i', columns: ['a'] }),
    'no valid "columns" for index t.i',
  ],
])('%s is refused', (text, problem) => {
  expect(() => parseSnapshot(text, 'f.json')).toThrow(problem);
});

test('only a snapshot with objects of sql/ asks for a newer Braid', () => {
  const versionOf = (...entities: Parameters<typeof printSnapshot>[0]['entities']) =>
    /"braid": (\d)/.exec(printSnapshot({ slice: 's', revision: 'r', entities }))?.[1];
  const trigger = {
    type: 'object' as const,
    schema: '',
    table: '',
    name: 'trigger t on a',
    facts: { kind: 'trigger', text: 'x' },
  };
  expect([versionOf(table('a')), versionOf(table('a'), trigger)]).toEqual(['1', '2']);
});
