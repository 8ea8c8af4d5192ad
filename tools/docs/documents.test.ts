import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeProgram } from '../../packages/migrator/src/cli/help/describe-program.ts';
import { helpText } from '../../packages/migrator/src/cli/help/help-examples.ts';
import { commandsDocument } from './commands.mjs';
import { comparisonDocument } from './comparison-figures.mjs';
import { errorCodes, errorsDocument } from './error-codes.mjs';
import { JSON_COMMANDS, jsonDocument } from './json-shapes.mjs';

const doc = (name: string) => readFileSync(resolve(import.meta.dirname, '../../docs', name), 'utf8');

test('docs/errors.md is what the sources say (npm run docs)', () => {
  expect(doc('errors.md')).toBe(errorsDocument());
});

test('every error has an entry that can be linked', () => {
  const codes = errorCodes();
  expect(codes.length).toBeGreaterThan(150);
  expect(doc('errors.md').match(/^### `.+`$/gm)).toHaveLength(codes.length);
});

test('docs/json.md is what the sources say (npm run docs)', () => {
  expect(doc('json.md')).toBe(jsonDocument());
});

test('docs/json.md declares every type that it names, once, and has no section twice', () => {
  const code = [...doc('json.md').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = '']) => text).join('\n');
  const bare = code.replaceAll(/\/\*\*[\s\S]*?\*\/|'[^']*'/g, '');
  const declared = [...bare.matchAll(/^(?:interface|type) (\w+)/gm)].map(([, name = '']) => name);
  const named = new Set([...bare.matchAll(/\b[A-Z]\w+/g)].map(([name]) => name));
  const ofMappings = [...bare.matchAll(/\[(\w+) in /g)].map(([, name = '']) => name);
  const known = [...declared, ...ofMappings, 'Exclude', 'Omit', 'Partial', 'Pick', 'Readonly', 'Record'];
  expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  expect(declared.filter((name, at) => declared.indexOf(name) !== at)).toEqual([]);
  const titles = [...doc('json.md').matchAll(/^## .*/gm)].map(([title]) => title);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test('docs/commands.md is what the definitions say (npm run docs)', async () => {
  expect(doc('commands.md')).toBe(commandsDocument(await describeProgram(), helpText));
});

test('CI installs and tests with the commands of the README', () => {
  const root = resolve(import.meta.dirname, '../..');
  const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
  const [, install, test] = /this runs the tests: `(npm ci) && (npm test)`/.exec(readme) ?? [];
  const ci = readFileSync(resolve(root, '.ci/run'), 'utf8');
  expect(ci.split('\n')).toContain(install);
  expect(ci).toContain(`NO_COLOR=1 ${test} 2>&1`);
  expect(readme.split('\n').length).toBeLessThan(200);
});

test('the figures of docs/comparison.md are those of the pages that programs wrote (npm run docs)', () => {
  expect(doc('comparison.md')).toBe(comparisonDocument());
});

test('the result of every command is documented', async () => {
  const { commands } = await describeProgram();
  const missing = commands.map((command) => command.name()).filter((name) => !JSON_COMMANDS.includes(name));
  expect(missing).toEqual([]);
});
