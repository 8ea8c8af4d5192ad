import { isSdkThere } from '../../adapters/telemetry/sdk-there.ts';
import type { MetricsBench } from '../../commands/metrics/metrics.ts';
import type { WatchRun } from '../../execute/report/run-watcher.ts';
import type { WorkbenchOptions } from '../workbench-options.ts';

/** What records runs and drift for OpenTelemetry. */
export interface Telemetry {
  readonly watch: WatchRun;
  drift(found: readonly string[]): Promise<void>;
}

const SILENT = { hear() {}, async ended() {} };

/** Recording for the SDK of OpenTelemetry that is at work in this process; where none is, nothing is loaded. */
export function telemetryOf(
  { variables, endsSoon = false }: Pick<WorkbenchOptions, 'variables' | 'endsSoon'>,
  toolVersion: string,
  bench: () => MetricsBench,
): Telemetry | undefined {
  if (!isSdkThere()) return undefined;
  const open = async () => {
    const { openTelemetry } = await import('../../adapters/telemetry/open-telemetry.ts');
    return await openTelemetry({ toolVersion, variables, endsSoon, figures: () => readFigures(bench()) });
  };
  return {
    watch: async (start) => (await (await open())?.watch(start)) ?? SILENT,
    async drift(found) {
      try {
        (await open())?.drift(found.length);
      } catch {
        // Whoever only watches changes nothing about the command.
      }
    },
  };
}

async function readFigures(bench: MetricsBench) {
  const database = await bench.database();
  const state = await database.readState();
  const { sizeBytes } = await database.readTotals();
  const applied = new Set(state.applied.map(({ revision }) => revision));
  const open = bench.graph().ordered.filter(({ id }) => !applied.has(id));
  const pending = bench.workspace.slices.map(({ label }) => ({
    slice: label,
    pending: open.filter(({ slice }) => slice === label).length,
  }));
  return { sizeBytes, pending, display: database.target.display };
}
