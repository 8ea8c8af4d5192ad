import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/difference/change.ts';
import { classifyChange } from '../../../src/schema/difference/classify-change.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { column, entity, table, unique } from '../entities.ts';

const t = [table('t'), column('t.id', 'integer', { notNull: true })];
const reference = entity('foreign-key', 't.fk', {
  columns: ['a', 'id'],
  schemaTo: 'public',
  tableTo: 'other',
  columnsTo: ['x', 'y'],
});
const sameNulls = entity('unique', 't.u', { columns: ['a'], nullsNotDistinct: true });

test.each<[string, readonly SchemaEntity[], readonly string[]]>([
  ['refers to nothing: a new column without values', [column('t.a', 'integer'), reference], []],
  [
    'a new column with values',
    [column('t.a', 'integer', { default: '1' }), reference],
    ['rows of t whose a, id is not in other'],
  ],
  ['a new serial', [column('t.a', 'serial'), unique('t.u', 'a')], ['rows of t with the same a']],
  ['no two NULLs are the same', [column('t.a', 'integer'), unique('t.u', 'a')], []],
  ['unless they are', [column('t.a', 'integer'), sameNulls], ['rows of t with the same a']],
])('what constraints on a new column ask of rows: %s', (_, added, rows) => {
  expect(classifyChange(changeOf(t, [...t, ...added])).rows).toEqual(rows);
});
