import { type Command, CommanderError } from 'commander';
import { describeProgram } from '../../../src/cli/help/describe-program.ts';
import { isTopic } from '../../../src/cli/help/topics.ts';
import { ADOPTABLE } from '../../../src/commands/adopt/adopt-options.ts';
import { DB_ACTIONS } from '../../../src/commands/db/db-options.ts';
import { REPAIRS } from '../../../src/commands/repair/repairs.ts';

/** Words of which the command itself knows only some. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  repair: REPAIRS,
  db: DB_ACTIONS,
  adopt: [...ADOPTABLE, 'database'],
};

const program = await describeProgram();
const prepare = (command: Command): void => {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  if (command !== program) command.action(() => undefined);
  command.commands.forEach(prepare);
};
prepare(program);

/** Whether an option is followed by its value. */
export function takesValue(name: string, option: string): boolean {
  const command = program.commands.find((each) => each.name() === name);
  const all = [...program.options, ...(command?.options ?? [])];
  return all.some(({ required, short, long }) => required && (option === short || option === long));
}

/** What the program says to a command line; `undefined` when it takes it. */
export async function parseCommandLine(words: readonly string[]): Promise<string | undefined> {
  try {
    const [name = '', action] = words;
    const actions = ACTIONS[name];
    if (action !== undefined && action !== 'ab12' && actions?.includes(action) === false)
      return `unknown action ${action}`;
    if (name === 'help' && isTopic(action)) return undefined;
    await program.parseAsync(words, { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}
