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

/** Records to the SDK of OpenTelemetry that is active in this process; without one, nothing is loaded. */
export function telemetryOf(
  { variables, endsSoon = false }: Pick<WorkbenchOptions, 'variables' | 'endsSoon'>,
  toolVersion: string,
  bench: () => MetricsBench,
): Telemetry | undefined {
  if (!isSdkThere()) return undefined;
  const open = async () => {
    const { openTelemetry } = await import('../../adapters/telemetry/open-telemetry.ts');
    return await openTelemetry({ toolVersion, variables, endsSoon, figures: (moment) => readFigures(bench(), moment) });
  };
  return {
    watch: async (start) => (await (await open())?.watch(start)) ?? SILENT,
    async drift(found) {
      try {
        (await open())?.drift(found.length);
      } catch {
        // Watching must not change the command.
      }
    },
  };
}

async function readFigures({ database: open, graph, workspace }: MetricsBench, moment: 'before' | 'after') {
  const database = await open();
  const { display } = database.target;
  const sizeBytes = await database.readSize();
  if (moment === 'before') return { sizeBytes, pending: [], display };
  const applied = new Set((await database.readApplied()).flatMap(({ revisions }) => revisions));
  const left = new Map(workspace.slices.map(({ label }) => [label, 0]));
  for (const { id, slice } of graph().ordered) if (!applied.has(id)) left.set(slice, (left.get(slice) ?? 0) + 1);
  return { sizeBytes, pending: [...left].map(([slice, pending]) => ({ slice, pending })), display };
}
