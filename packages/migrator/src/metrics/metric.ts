export type MetricType = 'gauge' | 'counter' | 'histogram';

/** One number of a metric. */
export interface Sample {
  /** Which part of a histogram it is. */
  readonly part?: 'bucket' | 'sum' | 'count';
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Numbers of one kind, as Prometheus collects them. Names, units and labels are listed in docs/metrics.md. */
export interface Metric {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  readonly samples: readonly Sample[];
}
