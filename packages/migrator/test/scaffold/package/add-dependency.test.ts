import { describe, expect, test } from 'vitest';
import { addDependency } from '../../../src/scaffold/package/add-dependency.ts';

const add = (text: string) => addDependency(text, '@acme/common', '*');

describe('only one line is another', () => {
  test.each<[what: string, before: string, after: string]>([
    [
      'at the begin',
      '{\n  "name": "x",\n  "dependencies": {\n    "drizzle-orm": "1"\n  }\n}\n',
      '{\n  "name": "x",\n  "dependencies": {\n    "@acme/common": "*",\n    "drizzle-orm": "1"\n  }\n}\n',
    ],
    [
      'in between, with tabs and Windows line ends',
      '{\r\n\t"dependencies": {\r\n\t\t"@a/a": "1",\r\n\t\t"b": "1"\r\n\t},\r\n\t"x": 1\r\n}',
      '{\r\n\t"dependencies": {\r\n\t\t"@a/a": "1",\r\n\t\t"@acme/common": "*",\r\n\t\t"b": "1"\r\n\t},\r\n\t"x": 1\r\n}',
    ],
    [
      'at the end, and of a list that is not sorted',
      '{\n    "dependencies": {\n        "z": "1",\n        "a": "1"\n    }\n}',
      '{\n    "dependencies": {\n        "z": "1",\n        "a": "1",\n        "@acme/common": "*"\n    }\n}',
    ],
    [
      'what is in a line stays in a line',
      '{ "name": "x", "files": ["a", "{"], "dependencies": { "@a/a": "1", "z": "}" }, "y": { "dependencies": {} } }',
      '{ "name": "x", "files": ["a", "{"], "dependencies": { "@a/a": "1", "@acme/common": "*", "z": "}" }, "y": { "dependencies": {} } }',
    ],
    [
      'an empty list',
      '{\n  "dependencies": {},\n  "x": "\\"dependencies\\": {"\n}\n',
      '{\n  "dependencies": {\n    "@acme/common": "*"\n  },\n  "x": "\\"dependencies\\": {"\n}\n',
    ],
    [
      'no list',
      '{\n  "name": "x",\n  "exports": {\n    ".": "./a.js"\n  }\n}\n',
      '{\n  "name": "x",\n  "exports": {\n    ".": "./a.js"\n  },\n  "dependencies": {\n    "@acme/common": "*"\n  }\n}\n',
    ],
    ['nothing at all', '{}', '{\n  "dependencies": {\n    "@acme/common": "*"\n  }\n}'],
  ])('%s', (_what, before, after) => {
    expect(add(before)).toBe(after);
    const { dependencies = {}, ...rest } = JSON.parse(before);
    expect(JSON.parse(after)).toEqual({ ...rest, dependencies: { ...dependencies, '@acme/common': '*' } });
  });
});
