import { MigratorError } from '../../errors/migrator-error.ts';
import type { WatchRun } from '../../execute/report/run-watcher.ts';
import { prometheusText } from '../../metrics/prometheus-text.ts';
import { runMetrics } from '../../metrics/run-metrics.ts';
import type { Workbench } from '../shared/workbench.ts';
import { type MetricsBench, metrics } from './metrics.ts';

export interface MetricsFileOptions {
  /** Relative to where the command was given. */
  readonly file: string;
  /** Added to every sample. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Writes the figures of each run, and those of the database after it, into a file for the textfile collector. When the
 * database cannot be read any more, those of the run are written nevertheless. A file that cannot be written is
 * reported as an event: the run is over and is not made to fail.
 */
export function metricsFile(
  bench: MetricsBench & Pick<Workbench, 'documents' | 'runner'>,
  { file, labels }: MetricsFileOptions,
): WatchRun {
  return async () => ({
    hear() {},
    async ended(report) {
      const own = runMetrics(report);
      try {
        const database = await metrics(bench, { labels }).catch(() => undefined);
        const all = database === undefined ? own : [...own, ...database.metrics];
        bench.documents.write(file, prometheusText(all, database?.labels ?? labels));
      } catch (error) {
        const why = error instanceof MigratorError ? error.message : 'unexpected failure';
        bench.runner.onEvent({ type: 'not-told', whom: `the metrics file ${file}`, why });
      }
    },
  });
}
