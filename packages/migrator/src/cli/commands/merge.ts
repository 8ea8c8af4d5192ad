import { merge } from '../../commands/merge/merge.ts';
import type { MergeResult, WrittenMerge } from '../../commands/merge/merge-options.ts';
import { mergeContext } from '../../config/merge-context.ts';
import type { CliCommand } from '../cli-command.ts';
import { duration } from '../event-line.ts';
import type { Style } from '../style.ts';

export const mergeCommand: CliCommand = {
  define(command) {
    command
      .argument('[revision...]', 'a slice (its heads), heads, ids, events@heads …')
      .option('-m, --message <text>', 'what it joins, in one line (default: merge <a> and <b>)')
      .option('--rev-id <id>', 'the id, instead of a random one')
      .option('--branch-label <label...>', 'labels of the merge')
      .option('--splice', 'allow parents that have children already')
      .option('--again <revision>', 'prove a merge that is there already, and write the new proof into it')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args, context, options, slice }) {
    const merges = await mergeContext(context);
    try {
      const result = await merge(merges, {
        revisions: args,
        slice,
        message: text(options.message),
        revisionId: text(options.revId),
        branchLabels: list(options.branchLabel),
        splice: options.splice === true,
        again: text(options.again),
      });
      return { result, text: (style) => mergeText(result, style) };
    } finally {
      await merges.closeProofs();
    }
  },
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function list(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** What was written and what was shown, or that there is nothing to merge. */
export function mergeText({ heads, merge: written }: MergeResult, style: Style): string {
  if (written !== null) return block(written, style);
  return heads.length === 0 ? 'Nothing to merge: no revisions.' : `Nothing to merge: ${heads.join()} is the only head.`;
}

function block(written: WrittenMerge, style: Style): string {
  const { again, revision, slice, message, file, snapshot, orders, wayBack, volatile, unseeded, durationMs } = written;
  const back = wayBack
    ? ', there and back'
    : ', without the way back (a marker says that there is none, or which rows stop it)';
  return [
    `${style.green(again ? 'Proved again' : 'Wrote')} ${style.yellow(revision)}  ${style.cyan(slice)}  ${message}`,
    `  ${file}`,
    ...(snapshot === null ? [] : [style.dim(`  ${snapshot}`)]),
    `  ${style.green('proven')} in ${orders} orders${back}, in ${duration(durationMs)}`,
    ...volatile.map((place) => `  ${style.yellow('!')} ${place} differs from run to run: nothing is proven of it`),
    ...unseeded.map(({ table, why }) => `  ${style.yellow('!')} ${table} was empty in the proof: ${why}`),
  ].join('\n');
}

const EXAMPLES = `
Before anything is written, the branches are run in every order on scratch databases with rows in every table, from their common ancestors on: schema
and rows must be the same, and the way back must lead to where it began. What was shown stands in the header of the merge ("proof:").
Branches that do not commute are not joined: exit code 3, with the two statements that are to blame.

Examples:
  migrate merge events                        the heads of a slice
  migrate merge 8f3c2a1b9d04 1b9d048f3c2a     any revisions
  migrate merge heads --slice common          all heads of all slices, as a revision of common
  migrate merge --again 8f3c2a1b9d04          after a branch below a merge was edited
`;
