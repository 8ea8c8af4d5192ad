import { expect, test } from 'vitest';
import { changeOf } from '../../../../src/schema/change/change.ts';
import { moveSequences, strandedPositions } from '../../../../src/schema/mend/sequences/sequence-limits.ts';
import { parseRename } from '../../../../src/schema/rename/rename-flag.ts';
import { column, entity, table } from '../../entities.ts';

type Options = Readonly<Record<'minValue' | 'maxValue' | 'startWith' | 'incrementBy', string>>;

const sequence = (options: Partial<Options> = {}, name = 's') =>
  entity('sequence', name, { incrementBy: '1', minValue: '1', maxValue: '900', startWith: '1', ...options });

const CASES: readonly (readonly [
  name: string,
  before: Partial<Options>,
  after: Partial<Options>,
  sql: readonly string[],
  rows: readonly string[],
])[] = [
  ['nothing moves', {}, {}, [], []],
  ['wider limits', {}, { minValue: '-5', maxValue: '9000' }, [], []],
  [
    'a later first number',
    {},
    { minValue: '10', startWith: '20' },
    [`SELECT setval('"s"', 20, false) FROM "s" WHERE last_value < 10`],
    [],
  ],
  [
    'a first number behind the old last one',
    {},
    { minValue: '1000', startWith: '1000', maxValue: '2000' },
    ['ALTER SEQUENCE "s" MAXVALUE 2000', `SELECT setval('"s"', 1000, false) FROM "s" WHERE last_value < 1000`],
    [],
  ],
  // Beginning again would give the same numbers twice.
  ['an earlier last number', {}, { maxValue: '100' }, [], ['a position of sequence s past 100']],
  [
    'downwards, a later first number',
    { incrementBy: '-1', minValue: '-900', maxValue: '-1', startWith: '-1' },
    { incrementBy: '-1', minValue: '-900', maxValue: '-10', startWith: '-10' },
    [`SELECT setval('"s"', -10, false) FROM "s" WHERE last_value > -10`],
    [],
  ],
  [
    'the other way round',
    { minValue: '-900' },
    { incrementBy: '-1', minValue: '1', startWith: '900' },
    [],
    ['a position of sequence s that is not from 1 to 900'],
  ],
];

test.each(CASES)('%s', (_, before, after, sql, rows) => {
  const change = changeOf([sequence(before)], [sequence(after)]);
  expect(moveSequences(change).map((statement) => statement.sql)).toEqual(sql);
  expect(strandedPositions(change)).toEqual(rows);
});

test('the sequence of an identity column likewise, by the name that it has before the renames', () => {
  const numbered = (path: string, name: string, more = {}) =>
    column(path, 'integer', { notNull: true, identity: { type: 'always', name, ...more } });
  const change = changeOf(
    [table('t'), numbered('t.id', 't_id_seq')],
    [table('u'), numbered('u.id', 'u_id_seq', { minValue: '5', maxValue: '50', startWith: '5' })],
    [parseRename('table t=u')],
  );
  expect(moveSequences(change)).toEqual([
    { sql: `SELECT setval('"t_id_seq"', 5, false) FROM "t_id_seq" WHERE last_value < 5` },
  ]);
  expect(strandedPositions(change)).toEqual(['a position of sequence of u.id past 50']);
});

test('a wider type has a later last number', () => {
  const of = (type: string) => column('t.id', type, { notNull: true, identity: { type: 'always', name: 's' } });
  const widened = changeOf([table('t'), of('integer')], [table('t'), of('bigint')]);
  expect([moveSequences(widened), strandedPositions(widened)]).toEqual([[], []]);
  const narrowed = changeOf([table('t'), of('integer')], [table('t'), of('smallint')]);
  expect(strandedPositions(narrowed)).toEqual(['a position of sequence of t.id past 32767']);
});
