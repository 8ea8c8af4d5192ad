import type { WatchRun } from '../../execute/report/run-watcher.ts';
import { type DatabaseFigures, RunInstruments } from './run-instruments.ts';
import { type Api, databaseAttributes, RunSpans } from './run-spans.ts';
import { readTraceParent } from './trace-parent.ts';

export interface TelemetryOptions {
  readonly toolVersion: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The process ends with the command: what was recorded is sent first. */
  readonly endsSoon: boolean;
  /** Asks the database; before a run, for its size only. */
  figures(moment: 'before' | 'after'): Promise<DatabaseFigures & { readonly display: string }>;
}

/** How long sending may hold up the end of a command, in milliseconds. */
const MOST_FLUSH = 2_000;

/**
 * Records runs with the user's copy of `@opentelemetry/api`; `undefined` where there is none. Nothing of it may fail a
 * run: who calls this leaves out what it throws.
 */
export async function openTelemetry(options: TelemetryOptions) {
  const api = await loadApi();
  if (api === undefined) return undefined;
  const { toolVersion } = options;
  const meter = api.metrics.getMeter('braid', toolVersion);
  const watch: WatchRun = async (start) => {
    const instruments = new RunInstruments(meter);
    const spans = new RunSpans(api, api.trace.getTracer('braid', toolVersion), start, parentOf(api, options));
    const read = async (moment: 'before' | 'after'): Promise<void> => {
      const figures = await options.figures(moment).catch(() => undefined);
      if (figures !== undefined) instruments.figures(moment, figures, databaseAttributes(figures.display));
    };
    await read('before');
    return {
      hear(event, statement) {
        spans.hear(event, statement);
        instruments.hear(event);
      },
      async ended(report) {
        instruments.ended(report);
        spans.ended(report);
        await read('after');
        if (options.endsSoon) await flush(api);
      },
    };
  };
  return { watch, drift: (found: number) => new RunInstruments(meter).drift(found) };
}

async function loadApi(): Promise<Api | undefined> {
  try {
    return await import('@opentelemetry/api');
  } catch {
    return undefined;
  }
}

/** The active span of the program that calls, otherwise that which `TRACEPARENT` names. */
function parentOf(api: Api, { variables }: TelemetryOptions) {
  const active = api.context.active();
  if (api.trace.getSpan(active) !== undefined) return active;
  const remote = readTraceParent(variables.TRACEPARENT);
  return remote === undefined ? active : api.trace.setSpanContext(active, remote);
}

async function flush(api: Api): Promise<void> {
  const provider: object = api.trace.getTracerProvider();
  const delegate: unknown =
    'getDelegate' in provider && typeof provider.getDelegate === 'function' ? provider.getDelegate() : provider;
  const providers = [delegate, api.metrics.getMeterProvider()];
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MOST_FLUSH);
  });
  await Promise.race([limit, Promise.allSettled(providers.map(flushOne))]);
  clearTimeout(timer);
}

async function flushOne(provider: unknown): Promise<void> {
  if (typeof provider !== 'object' || provider === null || !('forceFlush' in provider)) return;
  if (typeof provider.forceFlush === 'function') await provider.forceFlush();
}
