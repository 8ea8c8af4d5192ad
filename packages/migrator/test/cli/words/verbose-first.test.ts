import { expect, test } from 'vitest';
import { newProgram } from '../../../src/cli/program.ts';
import { withVerboseFirst } from '../../../src/cli/words/verbose-first.ts';

const { options } = newProgram(() => undefined);

test.each([
  ['-v upgrade heads', '--log-level debug upgrade heads'],
  ['--json -v heads', '--json --log-level debug heads'],
  ['--slice events -v', '--slice events --log-level debug'],
  ['-v heads -v', '--log-level debug heads -v'],
  ['heads -v', 'heads -v'],
  ['--log-file -v upgrade', '--log-file -v upgrade'],
  ['upgrade --tag -v', 'upgrade --tag -v'],
  ['', ''],
])('"%s" is "%s"', (typed, own) => {
  expect(withVerboseFirst(typed.split(' ').filter(Boolean), options).join(' ')).toBe(own);
});
