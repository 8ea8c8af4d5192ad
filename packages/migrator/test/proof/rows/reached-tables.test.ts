import { expect, test } from 'vitest';
import type { TableShape, TypeShape } from '../../../src/ports/proof/table-shape.ts';
import { reachOf } from '../../../src/proof/rows/reached-tables.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import type { CatalogEntity } from '../../../src/schema/entity/catalog.ts';

const INT: TypeShape = { sql: 'integer', base: 'int4', kind: 'base' };
const MOOD: TypeShape = {
  sql: 'mood[]',
  base: '_mood',
  kind: 'array',
  of: { sql: 'mood', base: 'mood', kind: 'enum' },
};

function table(name: string, targets: readonly string[] = [], type = INT, notNull = true): TableShape {
  const column = { name: 'id', type, notNull, hasDefault: false, identity: false, generated: false };
  const foreignKeys = targets.map((target) => ({
    columns: ['id'],
    schema: 'public',
    table: target,
    referenced: ['id'],
  }));
  return { schema: 'public', name, partitioned: false, columns: [column], foreignKeys, checks: [] };
}

/** `lines` point to `orders`, these to `people`; nothing points to the others. */
const TABLES = [
  table('people'),
  table('orders', ['people']),
  table('lines', ['orders']),
  table('moods', [], MOOD),
  table('alone'),
];

const ALL = TABLES.map(({ name }) => name);

function reached(upgrade: string, { downgrade = '', entities = [] as readonly CatalogEntity[], marker = '' } = {}) {
  const text = `-- revision: aaaa\n\n-- migrate:upgrade${marker}\n${upgrade};\n-- migrate:downgrade\n${downgrade};\n`;
  const file = parseRevisionFile(text, { slice: 'events', file: '1.sql' });
  return reachOf(file, { entities })(TABLES).map(({ name }) => name);
}

const entity = (kind: string, name: string, facts: CatalogEntity['facts'] = {}): CatalogEntity => ({
  ...{ kind, schema: 'public', relation: '', name, facts },
});

test('a table, what points to it, and what their rows need', () => {
  expect(reached('alter table orders add column x int', { downgrade: 'alter table orders drop column x' })).toEqual([
    ...['people', 'orders', 'lines'],
  ]);
  expect(reached('alter table people add column x int')).toEqual(['people', 'orders']);
  expect(reached('create table new (id int references lines (id))')).toEqual(['people', 'orders', 'lines']);
  expect(reached('create index i on alone (id)')).toEqual(['alone']);
});

test('what the rows of a table need that is only pointed to', () => {
  const chain = (notNull: boolean) =>
    ['a', 'b', 'c', 'd'].map((name, at, all) => table(name, all.slice(at + 1, at + 2), INT, notNull));
  const file = parseRevisionFile(
    '-- revision: aaaa\n\n-- migrate:upgrade\ncreate index i on a (id);\n-- migrate:downgrade\n',
    {
      slice: 'events',
      file: '1.sql',
    },
  );
  const names = (tables: readonly TableShape[]) => reachOf(file, { entities: [] })(tables).map(({ name }) => name);
  expect(names(chain(true))).toEqual(['a', 'b', 'c', 'd']);
  expect(names(chain(false))).toEqual(['a', 'b']);
});

test('what only the way back says counts, too', () => {
  expect(reached('create index i on alone (id)', { downgrade: 'alter table lines drop column y' })).toEqual([
    ...['people', 'orders', 'lines', 'alone'],
  ]);
  expect(reached('create index i on alone (id)', { downgrade: 'delete from alone' })).toEqual(ALL);
});

test('the tables with a type, also within an array', () => {
  expect(reached("alter type mood add value 'fine'")).toEqual(['moods']);
});

test.each([
  ['a query', 'update alone set id = 1', {}],
  ['code', 'do $$ begin end $$', {}],
  ['batches', 'update alone set x = 1 where id > :from and id <= :to', { marker: ' batch="alone(id)"' }],
  [
    'a function of yours',
    'alter table alone add column x int default price(1)',
    { entities: [entity('function', 'price(integer)')] },
  ],
  ['a domain', 'alter table alone add column x positive', { entities: [entity('domain', 'positive')] }],
  ['an event trigger', 'alter table alone add column x int', { entities: [entity('event trigger', 'audit')] }],
  [
    'inheritance',
    'alter table alone add column x int',
    { entities: [entity('table', 'child', { inherits: ['alone'] })] },
  ],
])('with %s: all of them', (_, upgrade, more) => {
  expect(reached(upgrade, more)).toEqual(ALL);
});

test('code of a data revision can reach all of them', () => {
  const file = parseRevisionFile('// revision: aaaa\n\nexport const upgrade = () => {};\n', {
    slice: 'events',
    file: '1.ts',
  });
  expect(reachOf(file, { entities: [] })(TABLES)).toEqual(TABLES);
});
