import { expect, test } from 'vitest';
import { Script } from '../../../../src/adapters/pg/run/script.ts';

const script = new Script().add('begin').add("select '😀ä', nix", { unit: 0, statement: 0 }).add('commit -- end');

test('places the server’s position in the right statement, in UTF-16 units', () => {
  // The server counts characters: the emoji is one to it and two to JavaScript.
  const position = [...script.text.slice(0, script.text.indexOf('nix'))].length + 1;
  expect(script.locate(position)).toEqual({ index: 1, offset: "select '😀ä', ".length });
  expect(script.locate(1)).toEqual({ index: 0, offset: 0 });
  expect(script.origin(1)).toEqual({ unit: 0, statement: 0 });
  expect(script.origin(2)).toBeUndefined();
});

test('a comment at the end of a statement does not swallow the next one', () => {
  expect(new Script().add('select 1 -- one').add('select 2').text).toBe('select 1 -- one\n;\nselect 2');
});

test('a position beyond the end stays inside the last statement', () => {
  expect(script.locate(10_000)).toEqual({ index: 2, offset: 'commit -- end'.length });
});
