import { DEV_ACTIONS, dev } from '../../../commands/dev/dev.ts';
import type { DevResult } from '../../../commands/dev/dev-options.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { declareNotes, notesOf } from '../../options/notes/note-options.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { yesOption } from '../../options/yes-option.ts';
import { devText } from '../../text/compared/dev-text.ts';
import { hooksExitCode } from '../../text/hook-text.ts';
import { knownWord } from '../../words/known-word.ts';

export const devCommand: CliCommand = {
  ownsTerminal: true,
  actions: { usual: 'watch', operands: Object.fromEntries(DEV_ACTIONS.map((action) => [action, 0])) },
  define(command) {
    command
      .argument('[action]', `${DEV_ACTIONS.join(', ')}; default: watch`)
      .option('--once', 'watch: apply the current difference, then end')
      .option('--poll', 'watch: check files every half second, for systems that do not report changes')
      .option('--rename <old=new...>', 'with --once: what was renamed: events=journal, events.kind=event_type …')
      .option('--new <name...>', 'with --once: what is new and not renamed')
      .option('--cast <column=expression...>', 'with --once, commit: how a column gets its new type')
      .option('--cast-back <column=expression...>', 'with --once, commit: how it gets its old type back')
      .option('-m, --message <text>', 'commit: what the revisions do, in one line')
      .option(
        '--rebuild',
        'commit: if the database differs, rebuild it and copy the rows of tables that are the same in both',
      )
      .option('--allow-remote', 'the development database is on another machine')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
    declareNotes(command);
  },
  async run({ args: [word = 'watch'], bench, options, slice }) {
    const action = knownWord('dev', word, DEV_ACTIONS);
    const said = { '--rename': options.rename, '--new': options.new, '--cast': options.cast };
    const unsaved = Object.entries(said).find(([, value]) => listOption(value) !== undefined)?.[0];
    if (action === 'watch' && options.once !== true && unsaved !== undefined) {
      throw new UsageError({ problem: 'dev-option-needs-once', option: unsaved });
    }
    const result = await dev(bench, action, {
      slice,
      once: options.once === true,
      poll: options.poll === true,
      renames: listOption(options.rename),
      created: listOption(options.new),
      casts: listOption(options.cast),
      castsBack: listOption(options.castBack),
      rebuild: options.rebuild === true,
      message: textOption(options.message),
      notes: notesOf(options),
      allowRemote: options.allowRemote === true,
    });
    return { result, text: (style) => devText(result, style), exitCode: exitCodeOf(result) };
  },
};

function exitCodeOf(result: DevResult): number {
  if (result.action !== 'commit') return EXIT_CODES.done;
  return result.committed ? hooksExitCode(result.hooks) : EXIT_CODES.found;
}

const EXAMPLES = `
Watches the schemas, sql/ and revisions of all slices (with --slice: of one slice and those that depend on it), and applies every save to your
development database in place: rows stay, and it asks before it loses any. It asks about a rename once. Applied changes are kept as drafts in
.braid/drafts, per git branch, until you commit or discard them.

commit turns the drafts into one revision per slice, proven as by migrate revision. If the database matches what the revisions build, only its
record of applied revisions changes; otherwise the difference is shown and nothing is written. discard reverts the drafts.

Examples:
  migrate dev
  migrate dev --once --rename events.kind=event_type
  migrate dev status
  migrate dev commit -m "add titles"
  migrate dev discard
`;
