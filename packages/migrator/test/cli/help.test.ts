import type { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { splitLine } from '../../src/cli/complete/split-line.ts';
import { describeProgram } from '../../src/cli/help/describe-program.ts';
import { helpText } from '../../src/cli/help/help-examples.ts';
import { runCli } from './run-cli.ts';

const NAMES = COMMANDS.filter(({ hidden }) => hidden !== true).map(({ name }) => name);
let program: Command;
beforeAll(async () => {
  program = await describeProgram();
});

/** The command line of an example: without what runs before or after it, and without its explanation. */
function lineOf(example: string): string | undefined {
  return /\bmigrate( .*?)?(?= {2}|$| &&|\)"| \|)/.exec(example)?.[0];
}

describe.each(NAMES)('%s', (name) => {
  test('has examples, and each one is a command line that can be parsed', async () => {
    const command = program.commands.find((one) => one.name() === name);
    if (command === undefined) throw new Error(`${name} is not defined`);
    const { examples } = helpText(command);
    const lines = examples.flatMap((example) => lineOf(example) ?? []);
    expect(lines.length, 'examples').toBeGreaterThanOrEqual(2);
    for (const line of lines) {
      // A program of its own for each: options keep their values.
      const fresh = await describeProgram();
      let ran = '';
      for (const one of fresh.commands) {
        one.exitOverride().action(() => {
          ran = one.name();
        });
      }
      const words = splitLine(line);
      const given = words.some((word) => NAMES.includes(word)) ? words : [...words, 'upgrade'];
      await fresh.parseAsync([...given], { from: 'user' });
      expect(ran, line).toBe(given.find((word) => NAMES.includes(word)));
    }
    expect(
      lines.some((line) => splitLine(line).includes(name)),
      'an example of the command itself',
    ).toBe(true);
  });

  test('leads to the options that every command takes', async () => {
    const { stdout } = await runCli([name, '--help'], { cwd: '/' });
    expect(stdout).toMatch(/\n\nEvery command also takes .*: migrate --help\n$/);
  });

  test('explains each option and argument', () => {
    const command = program.commands.find((one) => one.name() === name);
    const options = command?.options.map(({ flags, description }) => `${flags}: ${description}`) ?? [];
    expect(options.filter((line) => line.endsWith(': '))).toEqual([]);
    expect(command?.registeredArguments.filter(({ description }) => description === '')).toEqual([]);
  });
});

test('the help of the program lists every command but the hidden ones', async () => {
  const { stdout, exitCode } = await runCli(['--help'], { cwd: '/' });
  expect(exitCode).toBe(0);
  for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(stdout).not.toContain('__complete');
  // Each command and option on one line: all of it can be seen at once.
  expect(stdout.split('\n').filter((line) => /^ {10}/.test(line))).toEqual([]);
});
