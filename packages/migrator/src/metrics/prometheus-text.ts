import type { Metric, Sample } from './metric.ts';

/** The media type of `prometheusText`. */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Metrics in Prometheus's text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format), with a line end after the last
 * line. Metrics without samples are left out. No sample has a time: the textfile collector refuses those.
 *
 * @param labels are added to every sample; those of the sample win
 */
export function prometheusText(metrics: readonly Metric[], labels: Readonly<Record<string, string>> = {}): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
      `# TYPE ${name} ${type}`,
      ...samples.map((sample) => sampleLine(name, { ...sample, labels: { ...labels, ...sample.labels } })),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function sampleLine(name: string, { part, labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  const braces = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
  return `${name}${part === undefined ? '' : `_${part}`}${braces} ${number(value)}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
