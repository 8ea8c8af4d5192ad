import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLiteral } from '../../../src/config/file/read-literal.ts';

test.each([
  ['export default {};', {}],
  ["export default { stateSchema: 'a' }", { stateSchema: 'a' }],
  [
    '// a\n/* b */\nexport default { "slices": ["a/*", `b`,], runner: { lease: 10_000, x: -1.5 } } as const;',
    { slices: ['a/*', 'b'], runner: { lease: 10_000, x: -1.5 } },
  ],
  [
    "import type { MigrateConfig } from '@braid/migrator';\nexport default {\n  environments: { a: { protected: true } },\n} satisfies MigrateConfig;\n",
    { environments: { a: { protected: true } } },
  ],
  ["const config: { stateSchema: string } = { stateSchema: 'a' };\nexport default config;", { stateSchema: 'a' }],
  ["const name = 'x'\nconst config = { stateSchema: name }\nexport default config\n", { stateSchema: 'x' }],
  ["export default { a: 'it\\'s \\u0041\\n' }", { a: "it's A\n" }],
  ['\uFEFFexport default null', null],
])('%s', (source, value) => {
  expect(readLiteral(source)).toEqual({ value });
});

test.each([
  '',
  'export default () => ({})',
  'export default { a: process.env.X }',
  ['export default { a: `$', '{x}` }'].join(''),
  'export default { ...x }',
  'export default { [x]: 1 }',
  'export default { get a() { return 1 } }',
  'export default { a() {} }',
  'export default { __proto__: {} }',
  'export default { a: 1 }.b',
  'export default { a: 1 }, evil()',
  'export default { a: 1 }\nevil()',
  'export default {}\n(evil())',
  'evil(); export default {}',
  "import './evil.js'; export default {}",
  "import { type A } from './evil.js'; export default {}",
  "import x from './evil.js'; export default {}",
  'const a = evil(); export default a',
  'const a: A = {} as B<typeof import("x")>; export default a',
  'let a = {}; export default a',
  'export default a',
  'export default 010',
  'export default 1n',
  'export default /x/',
  "export default '\\x41'",
  'export default { a: 1 } as any as B, evil()',
  '@evil export default class {}',
  'module.exports = {}',
])('%s would have to be run', (source) => {
  expect(readLiteral(source)).toBeUndefined();
});

test('what JSON writes is read as JSON reads it', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      const found = readLiteral(`export default ${text};`);
      // Some spellings of JSON are left to be run: exponents, and `__proto__`.
      if (found !== undefined) expect(found.value).toEqual(JSON.parse(text));
      else expect(text).toMatch(/\d[eE]|__proto__|\\[bf]|-?\d+\.\d+/);
    }),
  ));
