import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMask } from '../../src/rehearsal/mask/mask.ts';
import { maskedValue } from '../../src/rehearsal/mask/masked-value.ts';
import { matchMasks } from '../../src/rehearsal/mask/match-masks.ts';
import type { SourceColumn, SourceTable } from '../../src/rehearsal/source-table.ts';
import { quoteIdentifier } from '../../src/sql/names/quote-identifier.ts';
import { column, table } from './source-kit.ts';

describe('parseMask', () => {
  test.each([
    ['customers.email', { schema: undefined, table: 'customers', column: 'email', expression: undefined }],
    ['Shop.Customers.Email', { schema: 'shop', table: 'customers', column: 'email', expression: undefined }],
    ['"A=b"."C.d"=1', { schema: undefined, table: 'A=b', column: 'C.d', expression: '1' }],
    ["customers.name='a=b'", { table: 'customers', column: 'name', expression: "'a=b'" }],
    ['customers.name = upper(left(name, 1))', { column: 'name', expression: 'upper(left(name, 1))' }],
  ])('%s', (text, mask) => expect(parseMask(text)).toMatchObject({ ...mask, text }));

  test.each([
    '',
    'customers',
    'a.b.c.d',
    'a.',
    '.a',
    'a..b',
    'a b.c',
    'a.b c',
    'a.b=',
    "a.b='",
    'a.b=(1',
    'a.b=1)',
    'a.b=1; drop table a',
    'a.b=1 -- x',
    'a."b',
    'a.b(c)',
  ])('%s is none', (text) => expect(parseMask(text)).toBeUndefined());

  test('every name can be written', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(name, name, (tableName, columnName) => {
        const mask = parseMask(`${quoteIdentifier(tableName)}.${quoteIdentifier(columnName)}`);
        expect(mask).toMatchObject({ table: tableName, column: columnName });
      }),
    );
  });
});

describe('maskedValue', () => {
  test.each<[Partial<SourceColumn>, string | undefined]>([
    [{ type: 'text' }, `(pg_catalog.md5('s' operator(pg_catalog.||) "c"::pg_catalog.text))::text`],
    [
      { type: 'character varying(5)', length: 5 },
      `(pg_catalog.left(pg_catalog.md5('s' operator(pg_catalog.||) "c"::pg_catalog.text), 5))::character varying(5)`,
    ],
    [{ type: 'integer', baseType: 'int4', category: 'N' }, 'null::integer'],
    [{ type: 'integer', baseType: 'int4', category: 'N', notNull: true }, '0::integer'],
    [{ type: 'jsonb', baseType: 'jsonb', category: 'U', notNull: true }, "'{}'::jsonb"],
    [{ type: 'point', baseType: 'point', category: 'G', notNull: true }, undefined],
  ])('%j', (given, sql) => expect(maskedValue(column('c', given), 's')).toBe(sql));
});

describe('matchMasks', () => {
  const customers = table('customers', {
    columns: [column('email'), column('spot', { category: 'G', baseType: 'point', notNull: true })],
  });
  const key = (parent: SourceTable) => ({
    ...{ columns: ['owner'], parent: { schema: parent.schema, name: parent.name } },
    ...{ parentColumns: ['email'], operators: ['operator(pg_catalog.=)'] },
  });
  const pets = table('pets', { columns: [column('owner')], foreignKeys: [key(customers)] });
  const others = { ...customers, schema: 'other' };
  const problems = (texts: readonly string[], tables: readonly SourceTable[]) =>
    matchMasks(
      texts.flatMap((text) => parseMask(text) ?? []),
      tables,
      'salt',
    ).problems;

  test.each<[string[], SourceTable[], unknown]>([
    [['customers.email', 'pets.owner'], [customers, pets], []],
    [
      ['pets.owner'],
      [customers, pets],
      [{ problem: 'breaks-key', mask: 'public.pets.owner', other: 'public.customers.email' }],
    ],
    [
      ['customers.email'],
      [customers, pets],
      [{ problem: 'breaks-key', mask: 'public.customers.email', other: 'public.pets.owner' }],
    ],
    [['customer.email'], [customers], [{ problem: 'no-table', mask: 'customer.email' }]],
    [['customers.mail'], [customers], [{ problem: 'no-column', mask: 'customers.mail' }]],
    [
      ['customers.email'],
      [customers, others],
      [{ problem: 'several-tables', mask: 'customers.email', tables: ['public.customers', 'other.customers'] }],
    ],
    [['other.customers.email'], [customers, others], []],
    [['customers.spot'], [customers], [{ problem: 'no-value', mask: 'customers.spot', type: 'text' }]],
  ])('%j', (texts, tables, found) => expect(problems(texts, tables)).toEqual(found));
});
