import { checkMerge } from '../../../commands/merge/check-merge.ts';
import { merge } from '../../../commands/merge/merge.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import { HEADER_NOTES } from '../../../revision/header/header-notes.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { declareNotes, notesOf } from '../../options/notes/note-options.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { hooksExitCode } from '../../text/hook-text.ts';
import { checkMergeText, mergeText } from '../../text/merge-text.ts';

/** The width without a terminal: a file, the log of a job. */
const WIDTH = 110;

export const mergeCommand: CliCommand = {
  define(command) {
    command
      .argument('[revision...]', 'a slice (its heads), heads, ids, events@heads …')
      .option('-m, --message <text>', 'what it joins, in one line (default: merge <a> and <b>)')
      .option('--order <revisions>', 'for branches that do not commute: the heads in the right order, a,b')
      .option('--by-hand', 'write an unproven merge, for you to add statements that give every order the same result')
      .option('--again <revision>', 'prove an existing merge, and write the new proof into it')
      .option('--check', 'only check whether the branches join; writes nothing')
      .option('--base <ref>', 'with --check: check whether your work joins with this branch or commit of git')
      .option('--rev-id <id>', 'the id, instead of a random one')
      .option('--branch-label <label...>', 'labels of the merge')
      .option('--splice', 'allow parents that have children already')
      .addHelpText('after', EXAMPLES);
    declareNotes(command);
  },
  async run({ args, bench, options, slice, io }) {
    const base = textOption(options.base);
    if (base !== undefined && options.check !== true) {
      throw new UsageError({ problem: 'base-alone', command: 'merge', needs: '--check', base });
    }
    if (options.check === true) {
      refuseBesideCheck(options);
      const result = await checkMerge(bench, { revisions: args, slice, base });
      const exitCode = result.joins ? EXIT_CODES.done : EXIT_CODES.found;
      return { result, text: (style) => checkMergeText(result, style, io.stdout.columns || WIDTH), exitCode };
    }
    const result = await merge(bench, {
      revisions: args,
      slice,
      message: textOption(options.message),
      order: textOption(options.order)
        ?.split(',')
        .map((name) => name.trim()),
      byHand: options.byHand === true,
      revisionId: textOption(options.revId),
      branchLabels: listOption(options.branchLabel),
      splice: options.splice === true,
      again: textOption(options.again),
      notes: notesOf(options),
    });
    return { result, text: (style) => mergeText(result, style), exitCode: hooksExitCode(result.hooks) };
  },
};

function refuseBesideCheck(options: Readonly<Record<string, unknown>>): void {
  const other = ['message', 'order', 'byHand', 'again', 'revId', 'branchLabel', 'splice', ...HEADER_NOTES].find(
    (name) => options[name] !== undefined,
  );
  if (other === undefined) return;
  throw new UsageError({ problem: 'check-writes-nothing' });
}

const EXAMPLES = `
First runs the branches in every order on scratch databases with rows in every table, from their common ancestors on: schema
and rows must be the same, and the downgrade must restore the start. The proof is recorded in the header of the merge ("proof:").
Branches that do not commute are not joined: exit code 3, and the output shows the two statements that conflict. With --order the merge brings every order
to the schema of the named one; with --by-hand you write the statements that do.

Examples:
  migrate merge events                        the heads of a slice
  migrate merge 8f3c2a1b9d04 1b9d048f3c2a     any revisions
  migrate merge heads --slice common          all heads of all slices, as a revision of common
  migrate merge --order 8f3c,1b9d             the first one counts as first, wherever a database got it later
  migrate merge --again 8f3c2a1b9d04          after a branch below a merge was edited
  migrate merge --check --base origin/main    on a pull request: exit code 3 when it will not join
`;
