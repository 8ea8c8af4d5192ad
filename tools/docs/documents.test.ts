import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeProgram } from '../../packages/migrator/src/cli/help/describe-program.ts';
import { helpText } from '../../packages/migrator/src/cli/help/help-examples.ts';
import { commandsDocument } from './commands.mjs';
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

test('docs/commands.md is what the definitions say (npm run docs)', async () => {
  expect(doc('commands.md')).toBe(commandsDocument(await describeProgram(), helpText));
});

test('the result of every command is documented', async () => {
  const { commands } = await describeProgram();
  const missing = commands.map((command) => command.name()).filter((name) => !JSON_COMMANDS.includes(name));
  expect(missing).toEqual([]);
});
