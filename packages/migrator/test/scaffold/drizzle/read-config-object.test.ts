import { expect, test } from 'vitest';
import { COMPUTED, readConfigObject } from '../../../src/scaffold/drizzle/read-config-object.ts';

test.each([
  [
    'an object',
    "export default { schema: './a.ts', strict: true, list: [1, 'b'] };",
    { schema: './a.ts', strict: true, list: [1, 'b'] },
  ],
  [
    'defineConfig, with what is around it',
    `import 'dotenv/config';
import { defineConfig } from 'drizzle-kit';
import { env } from './env';
if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL, } is missing');
// schema: './old.ts'
export default defineConfig({
  "schema": ['./a.ts', \`./b.ts\`], /* out: "x" */
  dialect: 'postgresql' as const,
  dbCredentials: { url: process.env.DATABASE_URL!, ssl: f({ a: [1] }) },
  out: './drizzle',
});`,
    {
      schema: ['./a.ts', './b.ts'],
      dialect: 'postgresql',
      dbCredentials: { url: COMPUTED, ssl: COMPUTED },
      out: './drizzle',
    },
  ],
  ['a constant', "const config: Config = { schema: 'a' };\nexport default config;", { schema: 'a' }],
  ['satisfies', "export default { schema: 'a' } satisfies Config;", { schema: 'a' }],
  ['CommonJS', "/** @type {Config} */\nmodule.exports = { schema: 'https://x' };", { schema: 'https://x' }],
  [
    'what is joined',
    `export default { a: './x' + name, b: \`\${c}/d\`, e, f: './g' };`,
    { a: COMPUTED, b: COMPUTED, e: COMPUTED, f: './g' },
  ],
  ['a choice', "export default { a: dev ? './x' : './y', b: 'c' };", { a: COMPUTED, b: 'c' }],
  ['a spread', "export default { ...base, schema: 'a' };", undefined],
  ['a function', "export default () => ({ schema: 'a' });", undefined],
  ['a call of many', "export default [{ schema: 'a' }];", undefined],
  ['nothing', 'export const a = 1;', undefined],
])('%s', (_name, source, expected) => {
  expect(readConfigObject(source)).toEqual(expected);
});
