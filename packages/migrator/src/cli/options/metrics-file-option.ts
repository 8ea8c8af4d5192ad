import type { Command } from 'commander';
import type { MetricsBench } from '../../commands/metrics/metrics.ts';
import type { Workbench } from '../../commands/shared/workbench.ts';
import { labelOption, labelsOf } from './label-option.ts';
import { textOption } from './option-values.ts';

/** `--metrics-file` and `--label`, of commands that run revisions. */
export function declareMetricsFile(command: Command): void {
  command
    .option('--metrics-file <file>', 'replace this file with the metrics after the run, even if it failed')
    .addOption(labelOption());
}

/** The bench whose runs write the metrics file of the options, if there is one. */
export async function withMetricsFile<Bench extends MetricsBench & Pick<Workbench, 'documents' | 'runner'>>(
  bench: Bench,
  { metricsFile: named, label }: Readonly<Record<string, unknown>>,
): Promise<Bench> {
  const file = textOption(named);
  if (file === undefined) return bench;
  const { metricsFile } = await import('../../commands/metrics/metrics-file.ts');
  const watch = [...(bench.runner.watch ?? []), metricsFile(bench, { file, labels: labelsOf(label) })];
  return { ...bench, runner: { ...bench.runner, watch } };
}
