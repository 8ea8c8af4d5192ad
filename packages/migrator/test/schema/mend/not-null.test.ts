import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/difference/change.ts';
import { columnsToProve } from '../../../src/schema/mend/not-null.ts';
import { column, entity, table } from '../entities.ts';

const required = (facts = {}) => column('t.c', 'text', { notNull: true, ...facts });

test.each([
  ['added without a default', [table('t')], [table('t'), required()], true],
  ['added with a default', [table('t')], [table('t'), required({ default: "'x'" })], false],
  ['became NOT NULL', [table('t'), column('t.c')], [table('t'), required()], true],
  [
    'became NOT NULL with a default: old rows have none',
    [table('t'), column('t.c')],
    [table('t'), required({ default: "'x'" })],
    true,
  ],
  ['was NOT NULL', [table('t'), required()], [table('t'), required({ default: "'x'" })], false],
  ['of a new table', [], [table('t'), required()], false],
  ['generated', [table('t')], [table('t'), required({ generated: { as: '1', type: 'stored' } })], false],
  ['serial', [table('t')], [table('t'), column('t.c', 'serial', { notNull: true })], false],
  [
    'of a primary key',
    [table('t')],
    [table('t'), required(), entity('primary-key', 't.pk', { columns: ['c'] })],
    false,
  ],
])('a column that is %s', (_, before, after, proven) => {
  expect(columnsToProve(changeOf(before, after)).length > 0).toBe(proven);
});
