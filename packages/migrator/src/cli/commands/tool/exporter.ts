import { type Command, InvalidArgumentError } from 'commander';
import { createScraper } from '../../../commands/exporter/exporter.ts';
import { type MetricsResult, metrics } from '../../../commands/metrics/metrics.ts';
import type { StopSignal } from '../../../execute/stop-signal.ts';
import { PROMETHEUS_TYPE } from '../../../metrics/prometheus-text.ts';
import { serveMetrics } from '../../../wiring/telemetry/serve-metrics.ts';
import { withWorkbench } from '../../../wiring/with-workbench.ts';
import type { AloneInvocation, CliCommand } from '../../cli-command.ts';
import { labelOption, labelsOf } from '../../options/label-option.ts';
import { milliseconds } from '../../options/limit-options.ts';
import { textOption } from '../../options/option-values.ts';
import { listenForSignals } from '../../signals.ts';
import { workbenchOptions } from '../../workbench-options.ts';

/** The result of `exporter` after a signal has ended it. */
export interface ExporterResult {
  readonly url: string;
  /** How many scrapes it has answered. */
  readonly scrapes: number;
}

const DEFAULT_PORT = 9188;

export const exporterCommand: CliCommand = {
  ownsTerminal: true,
  define(command: Command) {
    command
      .option('--port <port>', 'port to listen on; 0 uses any free port', port, DEFAULT_PORT)
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--timeout <time>', 'time limit for reading the database once (default: 5s)', milliseconds)
      .addOption(labelOption())
      .addHelpText('after', EXAMPLES);
  },
  async runAlone(invocation) {
    const signals = listenForSignals(invocation.io);
    try {
      const { globals, options, io } = invocation;
      const opened = await workbenchOptions(globals, options, io, signals, 'exporter');
      const labels = labelsOf(options.label);
      // Each scrape opens everything again, so it sees newly deployed files and reconnects after a failure.
      const read = () => withWorkbench({ ...opened, onEvent: () => {} }, (bench) => metrics(bench, { labels }));
      // A broken configuration or a missing database URL is an error now, not in Prometheus.
      await withWorkbench(opened, async (bench) => void (await bench.database()));
      const result = await serve(invocation, read, signals.stop);
      return { result, text: () => `Answered ${result.scrapes} scrapes.` };
    } finally {
      signals.stopListening();
    }
  },
};

async function serve(
  { options, globals, io }: AloneInvocation,
  read: () => Promise<MetricsResult>,
  stop: StopSignal,
): Promise<ExporterResult> {
  const scrape = createScraper({
    read,
    timeoutMs: typeof options.timeout === 'number' ? options.timeout : 5_000,
    labels: labelsOf(options.label),
    now: () => performance.now(),
  });
  let scrapes = 0;
  const server = await serveMetrics({
    host: textOption(options.host) ?? '127.0.0.1',
    port: typeof options.port === 'number' ? options.port : DEFAULT_PORT,
    type: PROMETHEUS_TYPE,
    async body() {
      scrapes += 1;
      return await scrape();
    },
  });
  const said = globals.json === true ? JSON.stringify({ type: 'serving', url: server.url }) : `Serving ${server.url}`;
  io.stderr.write(`${said}\n`);
  await stopped(stop);
  await server.close();
  return { url: server.url, scrapes };
}

async function stopped(stop: StopSignal): Promise<void> {
  if (stop.level !== undefined) return;
  await new Promise<void>((resolve) => {
    stop.onRaise(() => resolve());
  });
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('Write a port between 0 and 65535.');
}

const EXAMPLES = `
Serves /metrics for Prometheus until a signal ends it. Each scrape reads the database over one
connection, closes it, and changes nothing. While the database does not answer, braid_up is 0.
Listens only on this machine, without TLS or passwords, unless you set --host.

Examples:
  migrate exporter
  migrate exporter --env production --label env=production
  migrate exporter --host 0.0.0.0 --port 9400
`;
