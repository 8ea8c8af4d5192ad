import { repair } from '../../../commands/repair/repair.ts';
import { REPAIRS, type Repair } from '../../../commands/repair/repairs.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand } from '../../cli-command.ts';
import { declareLimits } from '../../options/limit-options.ts';
import { yesOption } from '../../options/yes-option.ts';
import { knownWord } from '../../words/known-word.ts';

export const repairCommand: CliCommand = {
  actions: { operands: Object.fromEntries(REPAIRS.map((action) => [action, 1])) },
  define(command) {
    command
      .argument('<action>', `${REPAIRS.join(', ')}`)
      .argument('<revision>', 'the whole id; migrate status names it')
      .requiredOption('--reason <text>', 'the reason, kept in the log')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
    declareLimits(command);
  },
  async run({ args: [word, revision = ''], bench, options }) {
    const action = knownWord('repair', word, REPAIRS);
    const reason = typeof options.reason === 'string' ? options.reason.trim() : '';
    if (reason === '') throw new UsageError({ problem: 'reason-empty', action, revision });
    const result = await repair(bench, { repair: action, revision, reason });
    return { result, text: (style) => `${DONE[result.repair]} ${result.revision}. See ${style.typed('migrate log')}.` };
  },
};

const DONE = {
  accept: 'Accepted the file of',
  forget: 'Forgot',
  adopt: 'Adopted',
  done: 'Recorded the interrupted statement as done, of',
  'not-done': 'Recorded the interrupted statement as not done, of',
} as const satisfies Record<Repair, string>;

const EXAMPLES = `
Changes the record of one revision. Runs none of its statements.

  accept   the file was edited after it was applied, and the edit is correct
  forget   the revision is not applied, or its file is gone for good
  adopt    the change of the revision was made another way
  done the statement outside a transaction that was interrupted took effect not-done it did not take effect: the next run starts with it

Examples:
  migrate repair accept 8f3c2a1b9d04 --reason "only a comment was corrected"
  migrate repair forget 51aa0be2c7f3 --reason "its branch was thrown away"
  migrate repair adopt 3d1f77c0aa12 --reason "the index was built by hand on 3 May"
`;
