import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statementKind } from '../../src/sql/kind/classify-statement.ts';
import { isUsuallyPlain } from '../../src/sql/kind/usual-kind.ts';
import { isUsuallyBrief } from '../../src/sql/kind/usual-work.ts';
import { OpenStatement } from '../../src/sql/script/open-statement.ts';
import { usualStatement } from '../../src/sql/script/usual-statement.ts';
import { statementWork } from '../../src/sql/statement/statement-work.ts';
import { TokenList } from '../../src/sql/tokens/token-list.ts';
import { Tokenizer } from '../../src/sql/tokens/tokenizer.ts';
import { CORPUS } from './corpus.ts';

// What is told from characters alone is what tokens say.

/** The first statement that ends with a semicolon, by its tokens; `undefined` where there is none or it is faulty. */
function byTokens(text: string): { start: number; end: number; semicolon: number } | undefined {
  const tokens = new Tokenizer(text);
  let open: OpenStatement | undefined;
  for (let kind = tokens.next(); kind !== 'end' && kind !== 'unterminated'; kind = tokens.next()) {
    if (kind === 'line-comment' || kind === 'block-comment') continue;
    if (tokens.text === ';' && (open?.canEnd ?? true)) {
      return open === undefined || open.copies !== undefined
        ? undefined
        : { start: open.start, end: open.end, semicolon: tokens.start };
    }
    open ??= new OpenStatement(tokens.start);
    open.accept(tokens);
  }
  return undefined;
}

const WORDS = [
  'create',
  'TABLE',
  'index',
  'concurrently',
  'alter',
  'drop',
  'detach',
  'partition',
  'a',
  'é',
  '1.5',
  'set',
];
const pieces = fc.constantFrom(
  ...[...WORDS, 'copy', 'from', 'stdin', 'begin', 'atomic', 'end', 'function', 'insert', 'e', 'u&', 'unique', 'into'],
  ...[
    "'",
    "''",
    '"',
    '$$',
    '$a$',
    '(',
    ')',
    ';',
    ';',
    '--',
    '-',
    '/',
    '/*',
    '*/',
    '\\',
    ',',
    '\u00a0',
    'comment',
    'on',
  ],
);
const gaps = fc.constantFrom('', ' ', ' ', '\n', '\t', '\r\n', '\v');
const texts = fc
  .array(fc.tuple(pieces, gaps), { maxLength: 24 })
  .map((parts) => parts.map(([piece, gap]) => piece + gap).join(''));

test('a usual statement is the one that tokens show', () => {
  let found = 0;
  const check = (text: string): void => {
    const usual = usualStatement(text, 0);
    if (usual === undefined) return;
    found += 1;
    expect(usual, text).toEqual(byTokens(text));
  };
  fc.assert(fc.property(texts, check), { numRuns: 3000 });
  for (const sql of CORPUS) for (const end of [';', ' \n;', ';;']) check(`\n ${sql}${end}select 1;`);
  expect(found).toBeGreaterThan(CORPUS.length);
});

test('what is usually plain is plain', () => {
  let found = 0;
  const check = (sql: string): void => {
    if (!isUsuallyPlain(sql)) return;
    found += 1;
    expect(statementKind(sql), sql).toEqual({ kind: 'plain' });
  };
  const begins = ['create', 'create unique', 'alter table', 'drop', 'insert', 'comment', 'update', 'delete', 'reindex'];
  fc.assert(
    fc.property(fc.constantFrom(...begins), gaps, texts, (first, gap, text) => check(`${first}${gap}${text}`)),
    { numRuns: 3000 },
  );
  for (const sql of CORPUS) check(sql);
  expect(found).toBeGreaterThan(CORPUS.length / 3);
});

test('what is usually brief is brief', () => {
  const words = fc.constantFrom(
    ...[
      'a',
      'b.c',
      'if',
      'exists',
      'only',
      'text',
      'varchar(3)',
      'numeric(4, 2)',
      'int[]',
      'default',
      '1',
      ',',
      'bigserial',
    ],
    ...[
      'not',
      'null',
      'as',
      'select',
      '(id int)',
      'check',
      '(a > 1)',
      'add',
      'column',
      'primary',
      'key',
      'references',
      '"q"',
    ],
  );
  const begins = fc.constantFrom(
    'create table',
    'create unlogged  table',
    'alter table',
    'alter table a add column',
    'drop',
  );
  let found = 0;
  const check = (sql: string): void => {
    if (!isUsuallyBrief(sql)) return;
    found += 1;
    expect(statementWork(new TokenList(sql)), sql).toEqual({ kind: 'brief' });
  };
  fc.assert(
    fc.property(begins, fc.array(words, { maxLength: 7 }), (first, rest) => check([first, ...rest].join(' '))),
    { numRuns: 5000 },
  );
  for (const sql of CORPUS) check(sql);
  expect(found).toBeGreaterThan(500);
});

test('thousands of comments before a statement take no time each', () => {
  const text = `${'-- a\n'.repeat(50_000)}select 1;`;
  expect(usualStatement(text, 0)).toBeUndefined();
  expect(usualStatement(text, 250_000)).toMatchObject({ start: 250_000, semicolon: 250_008 });
});
