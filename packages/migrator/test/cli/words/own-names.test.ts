import { expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { newProgram } from '../../../src/cli/program.ts';
import { meantCommand } from '../../../src/cli/words/meant-command.ts';
import { withOwnNames } from '../../../src/cli/words/own-names.ts';

const { options } = newProgram(() => undefined);
const NAMES = COMMANDS.map(({ name }) => name);

test.each([
  ['create-migration -m x', 'revision -m x'],
  ['--slice migrate create-migration', '--slice migrate revision'],
  ['migrate', 'upgrade'],
  ['--url migrate migrate heads', '--url migrate upgrade heads'],
  ['migrations list -n 3', 'history -n 3'],
  ['migrations --json list', 'history --json'],
  ['migrations', 'history'],
  ['help migrate', 'help upgrade'],
  // Only the command itself has another name, never what it is given.
  ['show migrate', 'show migrate'],
  ['upgrade migrations list', 'upgrade migrations list'],
  ['', ''],
])('"%s" is "%s"', (typed, own) => {
  expect(withOwnNames(typed.split(' ').filter(Boolean), options).join(' ')).toBe(own);
});

test('an alias is not a command, and leads to one', () => {
  for (const { aliases = [] } of COMMANDS) for (const alias of aliases) expect(NAMES).not.toContain(alias);
});

test.each([
  ['haeds', 'heads'],
  ['upgarde', 'upgrade'],
  ['histroy', 'history'],
  ['rollback', 'downgrade'],
  ['generate', 'revision'],
  ['constructor', undefined],
  ['zzz', undefined],
])('%s means %s', (typed, meant) => expect(meantCommand(typed, NAMES)).toBe(meant));
