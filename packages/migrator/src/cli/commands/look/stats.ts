import { Option } from 'commander';
import { stats } from '../../../commands/stats/stats.ts';
import type { CliCommand } from '../../cli-command.ts';
import { milliseconds } from '../../options/limit-options.ts';
import { textOption } from '../../options/option-values.ts';
import { statsText } from '../../text/stats/stats-text.ts';

export const statsCommand: CliCommand = {
  mayBeEmpty: () => true,
  define(command) {
    command
      .addOption(new Option('-o, --out <file>', 'write them, for lint --stats and "lint.stats"'))
      .addOption(
        new Option(
          '--interval <time>',
          'between the two samples of reads and writes, such as 30s (default: 3s)',
        ).argParser(milliseconds),
      )
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options }) {
    const { interval } = options;
    const result = await stats(bench, {
      intervalMs: typeof interval === 'number' ? interval : undefined,
      out: textOption(options.out),
    });
    return { result, text: (style) => statsText(result, style) };
  },
};

const EXAMPLES = `
Reads rows, bytes, average widths, reads and writes a second, replicas and settings from catalogs and counters, in transactions that only read. No row of
a table is read, and no value is in the file, so it can be in git. A role that may only connect can run it; what it may not see (widths need SELECT or
pg_read_all_data) is listed. Names of tables and columns are in the file. lint tells with it how long statements block production: docs/lint.md.

Examples:
  migrate stats --env production --out production-stats.json
  migrate stats --env production --interval 1min --out production-stats.json
  migrate stats --json
`;
