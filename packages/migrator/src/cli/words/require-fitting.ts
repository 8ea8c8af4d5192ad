import type { Command } from 'commander';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { Actions } from '../cli-command.ts';

/**
 * Refuses what the action of a command would leave aside: an option whose description begins with other actions (`work:
 * …`), and words after the last one that it takes. Throws a `UsageError`.
 */
export function requireFitting(command: Command, { usual, operands }: Actions): void {
  const [action = usual, ...rest] = command.args;
  const most = action === undefined ? undefined : operands[action];
  // The command itself refuses an unknown action, and lists those that it has.
  if (action === undefined || most === undefined) return;
  const name = command.name();
  for (const option of command.options) {
    if (command.getOptionValueSource(option.attributeName()) !== 'cli') continue;
    const actions = actionsOf(option.description, operands);
    if (actions !== undefined && !actions.includes(action)) {
      throw new UsageError({ problem: 'option-of-others', command: name, action, option: option.long ?? '', actions });
    }
  }
  if (rest.length > most) {
    throw new UsageError({ problem: 'word-too-many', command: name, action, words: rest.slice(most) });
  }
}

/** `upgrade, downgrade: run up to this wave`; `undefined` for what all actions have. */
export function actionsOf(description: string, operands: Actions['operands']): readonly string[] | undefined {
  const actions = /^([\w-]+(?:, [\w-]+)*): /.exec(description)?.[1]?.toLowerCase().split(', ');
  return actions?.every((each) => Object.hasOwn(operands, each)) === true ? actions : undefined;
}
