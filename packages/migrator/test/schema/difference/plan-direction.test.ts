import { expect, test } from 'vitest';
import { type DirectionPart, planDirection } from '../../../src/schema/difference/plan-direction.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { parseRename } from '../../../src/schema/rename/rename-flag.ts';
import { column, entity, enumOf, table } from '../entities.ts';

const sqlOf = (parts: readonly DirectionPart[]): readonly string[] =>
  parts.map((part) => (part.kind === 'sql' ? part.statements.map(({ sql }) => sql).join('; ') : 'drizzle-kit'));

/** A table with everything that can name a value of an enum. */
const orders = (value: string, initial = value): readonly SchemaEntity[] => [
  table('orders'),
  column('orders.state', 'state', { typeSchema: 'public', default: `'${initial}'` }),
  column('orders.states', 'state', { typeSchema: 'public', dimensions: 1, default: `'{${initial},paid}'` }),
  column('orders.note'),
  column('orders.is_open', 'boolean', { generated: { as: `"state" = '${value}'`, type: 'stored' } }),
  entity('index', 'orders.open_idx', { columns: [{ value: 'note' }], where: `"orders"."state" = '${value}'` }),
  entity('check', 'orders.open_check', { value: `state in ('${value}', 'paid') or note = 'open'` }),
  entity('policy', 'orders.open_policy', { using: `state <> '${value}'`, roles: ['public'] }),
];
const rename = parseRename("enum-value state.'open'=new");

test('PostgreSQL follows a renamed value by itself: nothing else is written', () => {
  const [before, after] = [
    [enumOf('state', 'open', 'paid'), ...orders('open')],
    [enumOf('state', 'new', 'paid'), ...orders('new')],
  ];
  expect(sqlOf(planDirection(before, after, [rename]))).toEqual([`ALTER TYPE "state" RENAME VALUE 'open' TO 'new'`]);
});

test('what means another value now is changed all the same', () => {
  const state = [enumOf('state', 'new', 'paid')];
  const before = [enumOf('state', 'open', 'paid'), ...orders('open')];
  expect(sqlOf(planDirection(before, [...state, ...orders('new', 'paid')], [rename])).slice(0, 2)).toEqual([
    `ALTER TYPE "state" RENAME VALUE 'open' TO 'new'`,
    'drizzle-kit',
  ]);
});
