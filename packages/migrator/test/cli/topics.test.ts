import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { splitLine } from '../../src/cli/complete/split-line.ts';
import { EXIT_CODES } from '../../src/cli/exit-code.ts';
import { describeProgram } from '../../src/cli/help/describe-program.ts';
import { TOPICS } from '../../src/cli/help/topics.ts';
import { runCli } from './run-cli.ts';

const help = async (word: string) => await runCli(['help', word], { cwd: '/' });

test.each(Object.keys(TOPICS))('migrate help %s explains it, with lines that can be typed', async (topic) => {
  const { stdout, stderr, exitCode } = await help(topic);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout.split('\n').filter((line) => line.length > 140)).toEqual([]);
  const lines = [...stdout.matchAll(/^ {2}(migrate .+?)(?: {2}.*| \|\| .*)?$/gm)].map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const program = await describeProgram();
    let ran = '';
    for (const command of program.commands) {
      command.exitOverride().action(() => {
        ran = command.name();
      });
    }
    await program.parseAsync([...splitLine(line)], { from: 'user' });
    expect(ran, line).toBe(splitLine(line)[0]);
  }
});

test('a topic that is a command, too, begins with the help of the command', async () => {
  const { stdout } = await help('heads');
  expect(stdout).toMatch(/^Usage: migrate heads [\s\S]*\n\nHeads\n\nA head is /);
});

test('the codes of the topic are those of the program', async () => {
  const { stdout } = await help('exit-codes');
  const codes = [...stdout.matchAll(/^ (\d+) /gm)].map(([, code]) => Number(code));
  expect(codes).toEqual([...Object.values(EXIT_CODES), 143]);
});

test('a misspelt topic or command ends with what was meant', async () => {
  const { stderr, exitCode } = await help('traget');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('There is no command and no topic "traget".');
  expect((await help('targest')).stderr).toContain('Did you mean targets?');
  expect((await help('upgarde')).stderr).toContain('Did you mean upgrade?');
});

test('help alone is --help', async () => {
  const { stdout, stderr, exitCode } = await runCli(['help'], { cwd: '/' });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toBe((await runCli(['--help'], { cwd: '/' })).stdout);
});

test('the help of the program names every topic, and every command under its heading', async () => {
  const { stdout } = await runCli(['--help'], { cwd: '/' });
  for (const topic of Object.keys(TOPICS)) expect(stdout).toContain(`migrate help ${topic}`);
  let heading = '';
  const found: string[] = [];
  for (const line of stdout.split('\n')) {
    heading = /^([A-Z][a-z ]+):$/.exec(line)?.[1] ?? heading;
    const name = /^ {2}([a-z-]+) /.exec(line)?.[1];
    if (name !== undefined) found.push(`${heading}: ${name}`);
  }
  for (const { name, group, hidden } of COMMANDS) if (hidden !== true) expect(found).toContain(`${group}: ${name}`);
});
