import { MigratorError } from '../../errors/migrator-error.ts';
import type { Metric } from '../../metrics/metric.ts';
import { prometheusText } from '../../metrics/prometheus-text.ts';
import type { MetricsResult } from '../metrics/metrics.ts';

export interface ScraperOptions {
  /** Looks at the database again, on a connection that it closes. */
  read(): Promise<MetricsResult>;
  /** Milliseconds; a look that takes longer counts as failed. It continues, and no other look begins before it ends. */
  readonly timeoutMs: number;
  /** Those of every sample, also where no database answers. */
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds of any clock that only goes forward. */
  now(): number;
}

/** How one look ended. */
type Look =
  | { readonly kind: 'done'; readonly result: MetricsResult }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * What the exporter answers to each scrape, as Prometheus's text: the figures as they are now, or `braid_up 0` with the
 * code of the failure. Never throws. Only one look at the database is running at any time: scrapes that come
 * meanwhile share it, so a slow database gets no second connection.
 */
export function createScraper({ read, timeoutMs, labels, now }: ScraperOptions): () => Promise<string> {
  let known = labels;
  let running: Promise<Look> | undefined;

  const look = (): Promise<Look> => {
    running ??= read()
      .then(
        (result): Look => ({ kind: 'done', result }),
        (error: unknown): Look => ({
          kind: 'failed',
          code: error instanceof MigratorError ? error.code : 'internal',
        }),
      )
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return async () => {
    const began = now();
    const looked = await within(look(), timeoutMs);
    if (looked.kind === 'done') known = looked.result.labels;
    const own = upMetrics(looked, (now() - began) / 1000);
    return prometheusText(looked.kind === 'done' ? [...own, ...looked.result.metrics] : own, known);
  };
}

async function within(look: Promise<Look>, timeoutMs: number): Promise<Look> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Look>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'failed', code: 'scrape-timeout' }), timeoutMs);
  });
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}

function upMetrics(look: Look, seconds: number): readonly Metric[] {
  const failures = look.kind === 'failed' ? [{ labels: { code: look.code }, value: 1 }] : [];
  return [
    {
      name: 'braid_up',
      type: 'gauge',
      help: 'Whether the database and the revision files could be read.',
      samples: [{ labels: {}, value: look.kind === 'done' ? 1 : 0 }],
    },
    {
      name: 'braid_scrape_failure',
      type: 'gauge',
      help: 'Why they could not be read, by the code of the error.',
      samples: failures,
    },
    {
      name: 'braid_scrape_duration_seconds',
      type: 'gauge',
      help: 'How long reading them has taken.',
      samples: [{ labels: {}, value: seconds }],
    },
  ];
}
