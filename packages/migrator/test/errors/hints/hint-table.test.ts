import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { HOLE, mentionsIn } from '../../support/documents/command-mentions.ts';
import { HINTS } from './hint-table.ts';

const TEST = resolve(import.meta.dirname, '../..');
const ERRORS = resolve(import.meta.dirname, '../../../src/errors');

/** The complete commands that the classes of errors name, by code; what a person has to put in makes one incomplete. */
function commandsByCode(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(ERRORS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const classes = files.flatMap((name) => readFileSync(join(ERRORS, name), 'utf8').split(/^(?=export class )/m));
  return new Map(
    classes.flatMap((text) => {
      const code = /^ {2}readonly code = '([\w-]+)'/m.exec(text)?.[1];
      const hints = text.replaceAll(/\$\{[^}]*\}/g, HOLE).replaceAll(/^ *(?:\/\*)?\*.*$/gm, '');
      const lines = mentionsIn(hints).map(({ line }) => line);
      return code === undefined ? [] : [[code, lines.filter((line) => !line.includes('<'))] as const];
    }),
  );
}

test('every code is in the table, and nothing else', () => {
  const codes = readFileSync(join(ERRORS, 'error-code.ts'), 'utf8').matchAll(/^ {2}\| '([\w-]+)'/gm);
  expect(Object.keys(HINTS).sort()).toEqual([...codes].map(([, code]) => code).sort());
});

test('a test that runs a hint brings its error about', () => {
  const wrong = Object.entries(HINTS).flatMap(([code, fate]) => {
    if (!('runIn' in fate)) return [];
    const file = join(TEST, fate.runIn);
    return existsSync(file) && readFileSync(file, 'utf8').includes(code) ? [] : [`${code}: ${fate.runIn}`];
  });
  expect(wrong).toEqual([]);
  expect(Object.values(HINTS).filter((fate) => 'runIn' in fate).length).toBeGreaterThanOrEqual(53);
});

test('what is left to a person is not a command', () => {
  const commands = commandsByCode();
  const wrong = Object.entries(HINTS).flatMap(([code, fate]) => {
    const offered = commands.get(code) ?? [];
    return 'cannot' in fate && fate.cannot === 'edit' && offered.length > 0 ? [`${code}: ${offered.join('; ')}`] : [];
  });
  expect(wrong).toEqual([]);
});
