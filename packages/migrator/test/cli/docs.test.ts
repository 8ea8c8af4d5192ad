import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-code.ts';
import { milliseconds } from '../../src/cli/options/limit-options.ts';
import { runnerOptions } from '../../src/config/runner-options.ts';

const doc = (name: string) => readFileSync(resolve(import.meta.dirname, '../../../../docs', name), 'utf8');

test('the documented exit codes are those of the program', () => {
  const documented = [...doc('exit-codes.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(documented).toEqual([...Object.values(EXIT_CODES), 143]);
});

test.each([
  ['lease', 'leaseMs'],
  ['lockWait', 'leaseWaitMs'],
  ['lockTimeout', 'lockTimeoutMs'],
  ['lockBudget', 'lockBudgetMs'],
  ['statementTimeout', 'statementTimeoutMs'],
  ['idleInTransactionTimeout', 'idleInTransactionTimeoutMs'],
  ['concurrentIndexTimeout', 'concurrentStatementTimeoutMs'],
] as const)('the documented default of runner.%s is the real one, and the key reaches the runner', (key, option) => {
  const row = new RegExp(`^\\| \`runner\\.${key}\` \\|.*\\| (\\d+) \\|$`, 'm').exec(doc('configuration.md'));
  expect(Number(row?.[1])).toBe(runnerOptions({}, {})[option]);
  expect(runnerOptions({ [key]: 7 }, {})[option]).toBe(7);
  expect(runnerOptions({ [key]: 7 }, { [key]: 8 })[option]).toBe(8);
});

test.each([
  ['500ms', 500],
  ['15s', 15_000],
  ['1.5s', 1500],
  ['10min', 600_000],
  ['1h', 3_600_000],
  ['250', 250],
  ['0', 0],
])('%s is %i ms', (text, expected) => expect(milliseconds(text)).toBe(expected));

test.each(['', 'x', '-1s', '1d', '1e9h', '99999h'])('"%s" is not a time', (text) => {
  expect(() => milliseconds(text)).toThrow('Write a time such as');
});
