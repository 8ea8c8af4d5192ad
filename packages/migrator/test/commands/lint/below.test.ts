import { expect, test } from 'vitest';
import { openSqlParser } from '../../../src/adapters/parser/pg-parser.ts';
import { readBelow } from '../../../src/commands/shared/lint/below.ts';
import { mayMatter } from '../../../src/lint/read/may-matter.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import { parsedUpgrade } from '../../lint/judge-sql.ts';

const parser = await openSqlParser();

test('only statements that say a name or reach further are parsed, in the same revision, too', () => {
  const statements = [
    'create schema app',
    'create table bills (id int)',
    'set local search_path = app',
    'create table orders (id int, note text)',
    'create table baskets (id int)',
    'alter table baskets rename to carts',
  ];
  const text = `-- revision: a1\n-- message: x\n\n-- migrate:upgrade\n${statements.join(';\n')};\n\n-- migrate:downgrade\nselect 1;\n`;
  const file = parseRevisionFile(text, { slice: 'shop', file: 'a1.sql' });
  const parsed: string[] = [];
  const counting = {
    parse(sql: string) {
      parsed.push(sql);
      return parser.parse(sql);
    },
  };
  const { catalog } = readBelow([file], counting, mayMatter([parsedUpgrade('alter table orders add column sum int;')]));
  expect(parsed).toEqual([statements[0], statements[2], statements[3], statements[5]]);
  expect([...catalog.relations].map(({ schema, name }) => `${schema}.${name}`)).toEqual(['app.orders']);
});
