import { Option } from 'commander';
import { metrics } from '../../../commands/metrics/metrics.ts';
import { prometheusText } from '../../../metrics/prometheus-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { labelOption, labelsOf } from '../../options/label-option.ts';
import { textOption } from '../../options/option-values.ts';

export const metricsCommand: CliCommand = {
  define(command) {
    command
      .addOption(new Option('--format <format>', 'output format').choices(['prometheus', 'json']).default('prometheus'))
      .option('--out <file>', 'replace this file atomically, instead of writing to standard output')
      .addOption(labelOption())
      .addHelpText('after', EXAMPLES);
  },
  async run({ bench, options }) {
    const result = await metrics(bench, { labels: labelsOf(options.label) });
    const text =
      options.format === 'json'
        ? `${JSON.stringify(result, null, 2)}\n`
        : prometheusText(result.metrics, result.labels);
    const file = textOption(options.out);
    if (file === undefined) return { result, text: () => text.trimEnd(), isExact: true };
    bench.documents.write(file, text);
    return { result, text: () => `Wrote ${file}.` };
  },
};

const EXAMPLES = `
Reads the state and the log of the database and changes nothing. Counters come from the log, so they include all runs on all machines. docs/metrics.md lists them.

Examples:
  migrate metrics
  migrate metrics --format json --env staging
  migrate metrics --label env=production --out /var/lib/prometheus/node-exporter/braid.prom
`;
