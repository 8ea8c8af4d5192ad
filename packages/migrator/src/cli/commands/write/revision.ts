import { Option } from 'commander';
import { revision } from '../../../commands/revision/revision.ts';
import type { RevisionResult } from '../../../commands/revision/revision-options.ts';
import type { CliCommand } from '../../cli-command.ts';
import { declareNotes, notesOf } from '../../options/notes/note-options.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { approvalLines } from '../../text/compared/affected-text.ts';
import { schemasCompared } from '../../text/compared/schemas-compared.ts';
import { writtenText } from '../../text/compared/written-text.ts';
import { hookFailures, hooksExitCode } from '../../text/hook-text.ts';
import type { Style } from '../../text/style.ts';

export const revisionCommand: CliCommand = {
  define(command) {
    command
      .requiredOption('-m, --message <text>', 'what it does, in one line')
      .option('--empty', 'two empty sections that you fill in')
      .option('--data', 'a data revision in TypeScript')
      .option(
        '--batch <table(key)>',
        'fill a column before NOT NULL in batches of rows by this key, such as orders(id); with --data or --empty, run the revision in batches',
      )
      .option('--sql-file <file>', 'take the upgrade from an SQL file, or with markers both sections')
      .option('--head <symbol...>', 'the parents; default: the head of the slice')
      .option('--splice', 'allow a parent that has children already')
      .option('--depends-on <symbol...>', 'revisions that must be applied first, without being parents')
      .option('--branch-label <label...>', 'labels of the new revision')
      .option('--rev-id <id>', 'the id, instead of a random one')
      .option('--rename <old=new...>', 'what was renamed: events=journal, events.kind=event_type …')
      .option('--cast <column=expression...>', 'how a column gets its new type: events.kind=upper(kind)::mood')
      .option('--cast-back <column=expression...>', 'how it gets its old type back in the downgrade')
      .option('--new <name...>', 'what is new, although something of its kind is gone')
      .option(
        '--alters <slices>',
        'with --sql-file: other slices whose objects it changes, and the reason: common "reason"',
      )
      .option('--unproven <reason>', 'write it without a proof; the reason is in its header')
      .addOption(new Option('--allow-empty', 'allow an empty schema to drop everything'))
      .addHelpText('after', EXAMPLES);
    declareNotes(command);
  },
  async run({ bench, options, slice }) {
    const result = await revision(bench, {
      message: textOption(options.message) ?? '',
      slice,
      empty: options.empty === true,
      data: options.data === true,
      batch: textOption(options.batch),
      sqlFile: textOption(options.sqlFile),
      heads: listOption(options.head),
      splice: options.splice === true,
      dependsOn: listOption(options.dependsOn),
      branchLabels: listOption(options.branchLabel),
      revisionId: textOption(options.revId),
      renames: listOption(options.rename),
      created: listOption(options.new),
      casts: listOption(options.cast),
      castsBack: listOption(options.castBack),
      unproven: textOption(options.unproven),
      alters: textOption(options.alters),
      allowEmpty: options.allowEmpty === true,
      notes: notesOf(options),
    });
    return { result, text: (style) => render(result, style), exitCode: hooksExitCode(result.hooks) };
  },
};

function render({ revisions, schemas, approvals, hooks }: RevisionResult, style: Style): string {
  if (revisions.length === 0) {
    const compared = schemas.flatMap((each) => (each.compared ? [each.slice] : []));
    const where = compared.length === 0 ? '' : ` in ${compared.join(', ')}`;
    return `No changes${where}. ${schemasCompared(schemas)}`;
  }
  const blocks = revisions.map((written) => writtenText(written, style));
  const asked = approvalLines(approvals, style);
  return [...blocks, ...(asked.length === 0 ? [] : [asked.join('\n')]), ...hookFailures(hooks, style)].join('\n\n');
}

const EXAMPLES = `
Compares the Drizzle schema of the slice (without --slice, of every slice) with the snapshot at its head, writes the upgrade and the downgrade,
and runs both on a scratch database with rows in it before it writes any file.

Examples:
  migrate revision -m "add title" --slice events
  migrate revision -m "add title" --ticket SHOP-12 --impact "old clients ignore it"
  migrate revision -m "call it event_type" --rename events.kind=event_type
  migrate revision -m "backfill titles" --slice events --data
  migrate revision -m "every order has cents" --batch "orders(id)"
  migrate revision -m "cents of all orders" --slice shop --data --batch "orders(id)"
  migrate revision -m "a trigger" --slice events --empty
`;
