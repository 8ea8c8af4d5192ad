import { squash } from '../../../commands/squash/squash.ts';
import type { SquashResult } from '../../../commands/squash/squash-options.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand } from '../../cli-command.ts';
import { textOption } from '../../options/option-values.ts';
import { yesOption } from '../../options/yes-option.ts';
import { appliedLine, rewrittenLines } from '../../text/compared/rewritten-text.ts';
import { hookFailures, hooksExitCode } from '../../text/hook-text.ts';
import type { Style } from '../../text/style.ts';

export const squashCommand: CliCommand = {
  define(command) {
    command
      .argument('[range]', 'a..b: the revisions above a, up to and including b; default: all unpublished ones')
      .option('--unpublished', 'required: confirms that only unpublished revisions are combined')
      .option('-m, --message <text>', 'what it does, in one line; default: all their messages')
      .option('--allow-remote', 'the development database is on another machine')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [range], bench, options, slice }) {
    if (options.unpublished !== true) throw new UsageError({ problem: 'squash-unpublished' });
    const message = textOption(options.message);
    const result = await squash(bench, { range, slice, message, allowRemote: options.allowRemote === true });
    return { result, text: (style) => render(result, style), exitCode: hooksExitCode(result.hooks) };
  },
};

function render(result: SquashResult, style: Style): string {
  const { revision, squashed, hooks } = result;
  const block = [
    ...rewrittenLines(revision, null, style),
    `It replaces ${squashed.map((each) => `${style.yellow(each.revision)} ${each.message}`).join(', ')}.`,
    appliedLine(result, style),
  ].join('\n');
  return [block, ...hookFailures(hooks, style)].join('\n\n');
}

const EXAMPLES = `
Combines consecutive revisions of a slice into one, before a pull request: generated from the snapshots, with the id of the newest,
proven. If they are applied on your development database, they are reverted first, and the new one is applied. Refused when one of them is in the
history of a remote branch, of the main branch or of a tag, is applied in another environment, or another revision needs it.

Examples:
  migrate squash --unpublished --slice events
  migrate squash 51aa..events@head --unpublished -m "titles"
`;
