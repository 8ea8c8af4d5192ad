import { upgrade } from '../../commands/upgrade.ts';
import type { CliCommand } from '../cli-command.ts';
import { declareLimits } from '../limit-options.ts';
import { migrateText } from '../migrate-text.ts';

export const upgradeCommand: CliCommand = {
  define(command) {
    command
      .argument(
        '[target...]',
        'heads, head, events@head, +1, events@+2, an id, the beginning of one … (default: heads)',
      )
      .option('--plan', 'only print what would run')
      .addHelpText('after', EXAMPLES);
    declareLimits(command);
  },
  async run({ args, context, options, slice }) {
    const result = await upgrade(context, { targets: args, slice, plan: options.plan === true });
    return { result, text: (style) => migrateText(result, style) };
  },
};

const EXAMPLES = `
Each revision runs in a transaction of its own, together with its row in the state; one runner works at a time, others wait.

Examples:
  migrate upgrade                      everything
  migrate upgrade heads --plan         what would run, and nothing else
  migrate upgrade events@head          one slice with what it depends on
  migrate --slice events upgrade +1    the next revision of one slice
  migrate upgrade heads --url postgres://user@host/database
`;
