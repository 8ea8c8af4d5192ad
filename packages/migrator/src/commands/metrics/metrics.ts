import { databaseMetrics } from '../../metrics/database-metrics.ts';
import type { Metric } from '../../metrics/metric.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import { appliedFindings } from '../shared/applied-findings.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What is needed to read the figures of a database. */
export type MetricsBench = Pick<Workbench, 'workspace' | 'graph' | 'database' | 'toolVersion'>;

export interface MetricsOptions {
  /** Added to every sample, such as `{ env: 'production' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

export interface MetricsResult {
  readonly database: DatabaseTarget;
  /** Those that every sample has besides its own. */
  readonly labels: Readonly<Record<string, string>>;
  readonly metrics: readonly Metric[];
}

/** The database, its log and what is pending, in figures for Prometheus. Changes nothing. */
export async function metrics(bench: MetricsBench, { labels = {} }: MetricsOptions = {}): Promise<MetricsResult> {
  const graph = bench.graph();
  const database = await bench.database();
  const state = await database.readState();
  const totals = await database.readTotals();
  const { name } = await database.readIdentity();
  const applied = new Set(state.applied.map(({ revision }) => revision));
  const slices = bench.workspace.slices.map(({ label }) => {
    const own = graph.ordered.filter(({ slice }) => slice === label);
    const done = own.filter(({ id }) => applied.has(id)).length;
    return { slice: label, revisions: own.length, applied: done, pending: own.length - done };
  });
  return {
    database: database.target,
    labels: { database: name, ...labels },
    metrics: databaseMetrics({
      toolVersion: bench.toolVersion,
      initialized: state.initialized,
      slices,
      halfRuns: state.halfRuns.length,
      findings: appliedFindings(bench.workspace, graph, state).map(({ code }) => code),
      holder: state.holder,
      totals,
    }),
  };
}
