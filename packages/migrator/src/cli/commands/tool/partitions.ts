import { partitions } from '../../../commands/partitions/partitions.ts';
import { PARTITION_ACTIONS } from '../../../commands/partitions/partitions-result.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { partitionsText } from '../../text/partitions-text.ts';
import { knownWord } from '../../words/known-word.ts';

export const partitionsCommand: CliCommand = {
  actions: { operands: Object.fromEntries(PARTITION_ACTIONS.map((action) => [action, Number.POSITIVE_INFINITY])) },
  define(command) {
    command
      .argument('<action>', PARTITION_ACTIONS.join(', '))
      .argument('[table...]', 'only these tables, named as in the declaration (default: all)')
      .option('--ahead <n>', 'periods after the current one (default: as declared)', wholeNumber)
      .option('--dry-run', 'ensure: list what is missing, create nothing')
      .option('--retain', 'ensure: drop partitions that are older than declared, with their rows')
      .option('--move-rows', 'ensure: move conflicting rows out of the default partition')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [word, ...tables], options, bench, slice }) {
    const action = knownWord('partitions', word, PARTITION_ACTIONS);
    const result = await partitions(bench, {
      ...{ action, tables, slice, dryRun: options.dryRun === true },
      ...{ retain: options.retain === true, moveRows: options.moveRows === true },
      ...(typeof options.ahead === 'number' ? { ahead: options.ahead } : {}),
    });
    const isWrong = action === 'ensure' && result.failed;
    return {
      result,
      text: (style) => partitionsText(result, style),
      exitCode: isWrong ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

const EXAMPLES = `
Declare tables in a slice's sql/: -- partition: events by range (ts) every month ahead 12. ensure creates missing partitions from
the current period on, each in its own transaction that does not block readers or writers; it may run at the same time as another one
or a migration. Exit code 3 when something is missing afterwards (with --dry-run: now).

Examples:
  migrate partitions list
  migrate partitions ensure
  migrate partitions ensure events --ahead 24 --dry-run
  migrate partitions ensure --retain
`;
