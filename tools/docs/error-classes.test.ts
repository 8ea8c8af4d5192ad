import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import * as every from '../../packages/migrator/src/errors/every-error.ts';
import { errorClasses } from './error-classes.mjs';

const SRC = resolve(import.meta.dirname, '../../packages/migrator/src');
const CLASSES = errorClasses();
const THROWN = CLASSES.filter(({ codes }) => codes.length > 0);
const UNION = [...readFileSync(join(SRC, 'errors/error-code.ts'), 'utf8').matchAll(/'([^']+)'/g)].map(
  ([, code]) => code,
);

test('one code, one class', () => {
  expect(THROWN.filter(({ codes }) => codes.length > 1).map(({ name }) => name)).toEqual([]);
  const codes = THROWN.flatMap((one) => one.codes);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  expect([...codes].sort()).toEqual(UNION);
});

test('programs can catch every class', () => {
  expect(Object.keys(every).sort()).toEqual(CLASSES.map(({ name }) => name).sort());
});

test('every class says what happened, the usual cause and the repair, in words of its own', () => {
  const empty = THROWN.filter(({ meaning, cause, repair }) => [meaning, cause, repair].some((text) => text === ''));
  expect(empty.map(({ name }) => name)).toEqual([]);
  const texts = THROWN.flatMap(({ meaning, cause, repair }) => [meaning, cause, repair]);
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  const short = THROWN.flatMap(({ cause, repair }) => [cause, repair]).filter((text) => text.split(' ').length < 3);
  expect(short).toEqual([]);
  expect(texts.filter((text) => !/[.…]$/.test(text))).toEqual([]);
});

/** Where classes of failures are made: file, line, name, and whether what they are given are facts. */
const MADE = readdirSync(SRC, { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const path = join(SRC, file);
    const text = readFileSync(path, 'utf8');
    const found: { readonly at: string; readonly name: string; readonly facts: boolean }[] = [];
    const names = new Set(THROWN.map(({ name }) => name));
    new Visitor({
      NewExpression: ({ callee, arguments: given, start }) => {
        if (callee.type !== 'Identifier' || !names.has(callee.name)) return;
        const [first, ...more] = given;
        const isText =
          first?.type === 'TemplateLiteral' || (first?.type === 'Literal' && typeof first.value === 'string');
        const line = text.slice(0, start).split('\n').length;
        const areOptions = more.every(({ type }) => type === 'ObjectExpression' || type === 'Identifier');
        found.push({
          at: `${relative(SRC, path)}:${line} ${callee.name}`,
          name: callee.name,
          facts: first !== undefined && !isText && more.length < 2 && areOptions,
        });
      },
    }).visit(parseSync(path, text).program);
    return found;
  });

test('callers give facts, and no prose', () => {
  expect(MADE.filter(({ facts }) => !facts).map(({ at }) => at)).toEqual([]);
  expect(MADE.length).toBeGreaterThan(250);
});

test('no failure is declared and never thrown', () => {
  const made = new Set(MADE.map(({ name }) => name));
  const byReference = ['CycleError', 'DependencyCycleError'];
  expect(THROWN.map(({ name }) => name).filter((name) => !made.has(name) && !byReference.includes(name))).toEqual([]);
});

test('nobody guesses the type of a fact', () => {
  const guesses = readdirSync(SRC, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /typeof (?:\w+\.)*[eE]rror\.facts\b|Reflect\.get\((?:\w+\.)*facts\b/.test(readFileSync(join(SRC, file), 'utf8')),
    );
  expect(guesses).toEqual([]);
});
