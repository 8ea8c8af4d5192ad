import { amend } from '../../../commands/amend/amend.ts';
import type { AmendResult } from '../../../commands/amend/amend-options.ts';
import type { CliCommand } from '../../cli-command.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { yesOption } from '../../options/yes-option.ts';
import { appliedLine, revisionName, rewrittenLines } from '../../text/compared/rewritten-text.ts';
import { hookFailures, hooksExitCode } from '../../text/hook-text.ts';
import type { Style } from '../../text/style.ts';

export const amendCommand: CliCommand = {
  define(command) {
    command
      .option('-m, --message <text>', 'what it does, in one line; default: the current message')
      .option('--rename <old=new...>', 'what was renamed; earlier renames of the revision are kept')
      .option('--new <name...>', 'what is new and not renamed')
      .option('--cast <column=expression...>', 'how a column gets its new type')
      .option('--cast-back <column=expression...>', 'how the downgrade restores the old type')
      .option('--allow-remote', 'the development database is on another machine')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options, slice }) {
    const result = await amend(bench, {
      slice,
      message: textOption(options.message),
      renames: listOption(options.rename),
      created: listOption(options.new),
      casts: listOption(options.cast),
      castsBack: listOption(options.castBack),
      allowRemote: options.allowRemote === true,
    });
    return { result, text: (style) => render(result, style), exitCode: hooksExitCode(result.hooks) };
  },
};

function render(result: AmendResult, style: Style): string {
  const { revision, changed, replaced, hooks } = result;
  if (!changed) return `No changes: ${revisionName(revision, style)} already matches the schema.`;
  const block = [...rewrittenLines(revision, replaced, style), appliedLine(result, style)].join('\n');
  return [block, ...hookFailures(hooks, style)].join('\n\n');
}

const EXAMPLES = `
Rewrites the newest revision of a slice from the current schema, if nobody else can have it: same id, same
parents, proven. If it is applied on your development database, it is reverted first and applied again. Refused when the revision is in the
history of a remote branch, of the main branch or of a tag, is applied in another environment, or another revision needs it.

Examples:
  migrate amend
  migrate amend -m "add title and subtitle" --slice events
  migrate amend --rename events.kind=event_type
`;
