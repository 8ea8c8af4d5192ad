import { migrateTo } from '../../../commands/migrate-to/migrate-to.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { withMetricsFile } from '../../options/metrics-file-option.ts';
import { declareRun } from '../../options/run-options.ts';
import { withUntil } from '../../options/until-option.ts';
import { confirmOption, yesOption } from '../../options/yes-option.ts';
import { migrateText } from '../../text/migrate-text.ts';

export const migrateToCommand: CliCommand = {
  define(command) {
    command
      .argument('<target>', 'an id, the beginning of one, events@head, base, -1, +1 …')
      .option('--plan', 'only print what would run')
      .addOption(yesOption())
      .addOption(confirmOption())
      .addHelpText('after', EXAMPLES);
    declareRun(command);
  },
  async run({ args: [target = ''], bench, options, slice }) {
    const watched = withUntil(await withMetricsFile(bench, options), options);
    const result = await migrateTo(watched, { target, slice, plan: options.plan === true });
    return { result, text: (style) => migrateText(result, whereText(bench.graph(), result.heads), style) };
  },
};

const EXAMPLES = `
If the target is applied, reverts everything above it; otherwise applies it and what it needs. Use --plan to see it first.

Examples:
  migrate migrate-to 8f3c --plan
  migrate migrate-to events@head
  migrate migrate-to base
`;
