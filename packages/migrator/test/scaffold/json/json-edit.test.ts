import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addToJson, type JsonAddition } from '../../../src/scaffold/json/json-edit.ts';
import { jsonValue, parseJsonText } from '../../../src/scaffold/json/json-node.ts';

describe('additions', () => {
  test.each<[string, string, JsonAddition, string | undefined]>([
    ['an empty object', '{}\n', { path: [], key: 'a', value: 1 }, '{\n  "a": 1\n}\n'],
    ['a path that is not there', '{}', { path: ['a', 'b'], item: 'x' }, '{\n  "a": {\n    "b": ["x"]\n  }\n}'],
    ['one line', '{ "a": 1 }', { path: [], key: 'b', value: 2 }, '{ "a": 1, "b": 2 }'],
    ['an empty list', '{ "a": [] }', { path: ['a'], item: 1 }, '{ "a": [1] }'],
    [
      'tabs',
      '{\n\t"a": {\n\t\t"b": 1\n\t}\n}',
      { path: ['a'], key: 'c', value: {} },
      '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": {}\n\t}\n}',
    ],
    [
      'sorted keys stay sorted',
      '{ "a": 1, "c": 3 }',
      { path: [], key: 'b', value: 2, sorted: true },
      '{ "a": 1, "b": 2, "c": 3 }',
    ],
    ['before all', '{ "b": 1, "c": 3 }', { path: [], key: 'a', value: 2, sorted: true }, '{ "a": 2, "b": 1, "c": 3 }'],
    [
      'a block in one line',
      '{ "a": 1 }',
      { path: ['b'], key: 'c', value: 2 },
      '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}',
    ],
    ['a comma at the end', '[\n  1, // one\n]', { path: [], item: 2 }, '[\n  1, // one\n  2,\n]'],
    ['comments', '{ /* {"x": [ */ "a": [1] // ]\n}', { path: ['a'], item: 2 }, '{ /* {"x": [ */ "a": [1, 2] // ]\n}'],
    [
      'CRLF',
      '{\r\n  "a": [\r\n    1\r\n  ]\r\n}',
      { path: ['a'], item: 2 },
      '{\r\n  "a": [\r\n    1,\r\n    2\r\n  ]\r\n}',
    ],
    ['a byte order mark', '\uFEFF{ "a": [1] }', { path: ['a'], item: 2 }, '\uFEFF{ "a": [1, 2] }'],
    ['something else stands there', '{ "a": "x" }', { path: ['a'], item: 1 }, undefined],
    ['no JSON', '{ "a": ', { path: [], key: 'b', value: 1 }, undefined],
    ['two values', '{} {}', { path: [], key: 'b', value: 1 }, undefined],
  ])('%s', (_name, before, addition, after) => {
    expect(addToJson(before, addition)).toBe(after);
  });
});

const ITEM = { path: ['a'], item: 'z' } as const;
const KEY = { path: ['a'], key: 'z', value: 1 } as const;

test.each<[string, JsonAddition, string]>([
  ['{\n  "a": [\n    // none yet\n  ]\n}', ITEM, '{\n  "a": [\n    // none yet\n    "z"\n  ]\n}'],
  ['{ "a": [ /* none */ ] }', ITEM, '{ "a": [ /* none */ "z" ] }'],
  ['{ "a": { /* none */ } }', KEY, '{ "a": { /* none */ "z": 1 } }'],
  ['{\r\n\t"a": {\r\n\t\t// c\r\n\t}\r\n}', KEY, '{\r\n\t"a": {\r\n\t\t// c\r\n\t\t"z": 1\r\n\t}\r\n}'],
  ['{\n  "a": ["x"] // list\n}', ITEM, '{\n  "a": ["x", "z"] // list\n}'],
  ['{\n  "a": [\n    "x" // x\n  ]\n}', ITEM, '{\n  "a": [\n    "x", // x\n    "z"\n  ]\n}'],
  ['{\n  "a": [\n    "x", /* x */\n  ],\n}', ITEM, '{\n  "a": [\n    "x", /* x */\n    "z",\n  ],\n}'],
  [
    '{\n  "a": {\n    "b": 1, // b\n    "y": 2\n  }\n}',
    KEY,
    '{\n  "a": {\n    "b": 1, // b\n    "y": 2,\n    "z": 1\n  }\n}',
  ],
])('comments stay where they are: %j', (before, addition, after) => {
  expect(addToJson(before, addition)).toBe(after);
  const comments = (text: string) => text.match(/\/\/[^\r\n]*|\/\*.*?\*\//g);
  expect(comments(after)).toEqual(comments(before));
});

test('an addition changes nothing else, however the text is written', () => {
  const objects = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(objects, fc.string(), fc.jsonValue(), fc.constantFrom(0, 1, 2, '\t'), (object, key, value, indent) => {
      fc.pre(!(key in object) && key !== '__proto__');
      const text = addToJson(JSON.stringify(object, null, indent), { path: [], key, value });
      expect(JSON.parse(text ?? '')).toEqual({
        ...JSON.parse(JSON.stringify(object)),
        [key]: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
});

test('values are read as JSON.parse reads them', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      const node = parseJsonText(text);
      expect(node && jsonValue(node)).toEqual(JSON.parse(text));
    }),
  );
});
