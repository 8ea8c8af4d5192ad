import { expect, test } from 'vitest';
import { ownSql } from '../../../src/adopt/script/own-sql.ts';
import { ForeignTransactionError } from '../../../src/errors/adopt/foreign-transaction-error.ts';
import { splitStatements } from '../../../src/sql/script/split-statements.ts';

function own(text: string) {
  const source = { slice: '', file: 'a.sql' };
  const statements = splitStatements(text, source);
  return ownSql({ text, start: 0, end: text.length, statements, source, ledgers: new Set(['ledger']) });
}

test.each([
  ['nothing to leave out', '-- why\ncreate table a (id int);\n', '-- why\ncreate table a (id int);'],
  ['a transaction on lines of its own', 'BEGIN;\n\ncreate table a ();\n\nCOMMIT;\n', 'create table a ();'],
  ['a transaction on the same line', 'begin; create table a (); commit;', 'create table a ();'],
  ['a comment before the semicolon', 'begin /* x */ ;\nselect 1;', 'select 1;'],
  ['the last statement without a semicolon', 'select 1;\ncommit', 'select 1;'],
  [
    'a body that has BEGIN',
    'create function f() returns void language plpgsql as $$BEGIN\n  commit;\nEND$$;',
    'create function f() returns void language plpgsql as $$BEGIN\n  commit;\nEND$$;',
  ],
  [
    'blanks within strings',
    "begin;\ninsert into a values ('x  \n\n\n y');\ncommit;",
    "insert into a values ('x  \n\n\n y');",
  ],
  ['CRLF', 'BEGIN;\r\nselect 1;\r\nCOMMIT;\r\n', 'select 1;'],
  [
    'rows of the ledger',
    "select 1;\nINSERT INTO public.ledger VALUES ('a') RETURNING ledger.v;\nUPDATE ledger SET v='b' WHERE v='a';\ndelete from only ledger;",
    'select 1;',
  ],
  [
    'the ledger itself',
    'CREATE TABLE IF NOT EXISTS "ledger" (v text);\ncreate index i on ledger (v);\nalter table ledger add x int;\ndrop table ledger;',
    '',
  ],
  [
    'tables that only mention the ledger',
    'update a set v = (select v from ledger);\ndrop table a, ledger;\ninsert into ledgers values (1);',
    'update a set v = (select v from ledger);\ndrop table a, ledger;\ninsert into ledgers values (1);',
  ],
])('leaves out transactions and the ledger: %s', (_, text, sql) => {
  expect(own(text).sql).toBe(sql);
});

test('says what was left out, where and why', () => {
  expect(own('begin;\nselect 1;\ndelete from ledger;\n  end;').removed).toEqual([
    { line: 1, text: 'begin', why: 'transaction' },
    { line: 3, text: 'delete from ledger', why: 'ledger' },
    { line: 4, text: 'end', why: 'transaction' },
  ]);
});

test.each([
  ['create index concurrently i on a (id);', false],
  ['begin; create table a (); commit;', undefined],
  ["alter type t add value 'x'; commit; begin; insert into a values ('x');", false],
  ["begin; alter type t add value 'x'; create table a (); commit;", undefined],
])('says what cannot be one transaction: %s', (text, transaction) => {
  expect(own(text).transaction).toBe(transaction);
});

test.each([
  'rollback',
  'savepoint a',
  'release a',
  "prepare transaction 'x'",
  "commit prepared 'x'",
  'rollback to a',
  'abort',
])('refuses %s, which changes what the script does', (sql) => {
  expect(() => own(`select 1;\n${sql};`)).toThrow(ForeignTransactionError);
  expect(() => own(`select 1;\n${sql};`)).toThrow('a.sql:2: ');
});
