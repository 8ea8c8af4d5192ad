import type { Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { describeProgram } from '../../../src/cli/help/describe-program.ts';
import { actionsOf } from '../../../src/cli/words/require-fitting.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

const root = makeTempDir();
const program = await describeProgram();
const implementations = await Promise.all(COMMANDS.map(async ({ name, load }) => ({ name, ...(await load()) })));
const withActions = implementations.flatMap(({ name, actions }) => (actions === undefined ? [] : [{ name, actions }]));

/** The option with a value that it takes. */
function typed({ long, required, optional, argChoices, flags }: Option): readonly string[] {
  if (!required && !optional) return [long ?? flags];
  return [long ?? flags, argChoices?.[0] ?? '5'];
}

test('every command that has actions says what each takes', () => {
  const declared = program.commands.filter(({ registeredArguments: [first] }) =>
    ['action', 'tool'].includes(first?.name() ?? ''),
  );
  expect(withActions.map(({ name }) => name).sort()).toEqual(declared.map((command) => command.name()).sort());
});

describe.each(withActions)('migrate $name', ({ name, actions: { operands } }) => {
  const command = program.commands.find((one) => one.name() === name);
  // What is required is given, so that nothing else is refused.
  const needed = command?.options.filter(({ mandatory }) => mandatory).flatMap(typed) ?? [];
  const words = command?.registeredArguments.slice(1).flatMap((each) => (each.required ? ['some'] : [])) ?? [];

  test.each(Object.keys(operands))(
    '%s refuses what is for other actions, before it looks at anything',
    async (action) => {
      for (const option of command?.options ?? []) {
        const others = actionsOf(option.description, operands);
        if (others === undefined || others.includes(action)) continue;
        const line = [name, action, ...words, ...needed, ...typed(option)];
        const { exitCode, stderr } = await runCli(line, { cwd: root });
        expect([line, exitCode, stderr]).toEqual([
          line,
          2,
          expect.stringContaining(`${option.long} is for migrate ${name}`),
        ]);
      }
    },
  );

  test.each(Object.entries(operands))('%s takes %d words and no more', async (action, most) => {
    if (most === Number.POSITIVE_INFINITY) return;
    const line = [name, action, ...Array.from({ length: most + 1 }, () => 'some'), ...needed];
    const { exitCode, stderr } = await runCli(line, { cwd: root });
    expect([line, exitCode, stderr]).toEqual([line, 2, expect.stringMatching(/takes no "some"|[Tt]oo many arguments/)]);
  });
});
