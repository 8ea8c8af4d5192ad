import { type StampResult, stamp } from '../../../commands/stamp/stamp.ts';
import { stampScript } from '../../../commands/stamp/stamp-script.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { declareLimits } from '../../options/limit-options.ts';
import { declareOffline, offlineOptions, scriptOutput } from '../../options/offline-options.ts';
import { declareTag } from '../../options/tag-option.ts';
import { yesOption } from '../../options/yes-option.ts';
import { count } from '../../text/table.ts';

export const stampCommand: CliCommand = {
  define(command) {
    command
      .argument('<target...>', 'heads, base, events@head, ids …')
      .option('--purge', 'remove every record first, also those without a file')
      .addOption(yesOption())
      .addHelpText('after', EXAMPLES);
    declareOffline(command, { skipData: false });
    declareLimits(command);
    declareTag(command);
  },
  async run({ args, bench, options, slice }) {
    const purge = options.purge === true;
    const offline = offlineOptions(options);
    if (offline) return scriptOutput(await stampScript(bench, { targets: args, slice, purge, ...offline }));
    const result = await stamp(bench, { targets: args, slice, purge });
    return { result, text: () => render(result, whereText(bench.graph(), result.heads)) };
  },
};

function render({ added, removed }: StampResult, place: string): string {
  if (added.length === 0 && removed.length === 0) return `Nothing to change. The database is at ${place}.`;
  const did = [
    ...(added.length > 0 ? [`recorded ${count(added.length, 'revision')}`] : []),
    ...(removed.length > 0 ? [`forgot ${count(removed.length, 'revision')}`] : []),
  ].join(', ');
  return `${did[0]?.toUpperCase()}${did.slice(1)}; nothing was run. The database is at ${place}.`;
}

const EXAMPLES = `
Runs no statement. For a database that already has the schema, built another way.

Examples:
  migrate stamp heads
  migrate stamp events@head common@head
  migrate stamp base --purge
  migrate stamp base:heads --sql
`;
