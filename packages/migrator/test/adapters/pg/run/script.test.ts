import { expect, test } from 'vitest';
import { Script } from '../../../../src/adapters/pg/run/script.ts';
import type { StatementRows } from '../../../../src/sql/script/statement-rows.ts';

const script = new Script().add('begin').add("select '😀ä', nix", { unit: 0, statement: 0 }).add('commit -- end');
const [whole] = [...script.messages()];

test('places the server’s position in the right statement, in UTF-16 units', () => {
  // The server counts characters: the emoji is one to it and two to JavaScript.
  const text = whole?.text ?? '';
  const position = [...text.slice(0, text.indexOf('nix'))].length + 1;
  expect(whole?.locate(position)).toEqual({ index: 1, offset: "select '😀ä', ".length });
  expect(whole?.locate(1)).toEqual({ index: 0, offset: 0 });
  expect(script.origin(1)).toEqual({ unit: 0, statement: 0 });
  expect(script.origin(2)).toBeUndefined();
});

test('a comment at the end of a statement does not swallow the next one', () => {
  expect([...new Script().add('select 1 -- one').add('select 2').messages()]).toMatchObject([
    { text: 'select 1 -- one\n;\nselect 2' },
  ]);
});

test('a position beyond the end stays inside the last statement', () => {
  expect(whole?.locate(10_000)).toEqual({ index: 2, offset: 'commit -- end'.length });
});

test('statements that are read piece by piece follow theirs in messages of their own', () => {
  const rows: StatementRows = {
    ...{ kind: 'statements', line: 4, length: 0, count: 2, hash: '' },
    pieces: () => [
      { text: 'insert into t values (2);\n', line: 4 },
      { text: 'insert into t values (3);\n', line: 5 },
    ],
  };
  const long = new Script()
    .add('begin')
    .add('insert into t values (1)', { unit: 0, statement: 0 }, rows)
    .add('commit', { unit: 0, commits: true });
  expect([...long.messages()].map(({ text, first, piece }) => [text, first, piece?.line])).toEqual([
    ['begin\n;\ninsert into t values (1)', 0, undefined],
    ['insert into t values (2);\n', 1, 4],
    ['insert into t values (3);\n', 1, 5],
    ['commit', 2, undefined],
  ]);
});
