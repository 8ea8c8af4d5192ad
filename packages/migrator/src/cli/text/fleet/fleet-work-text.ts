import type { FleetWorkResult } from '../../../commands/fleet/work/fleet-work.ts';
import { ranText } from '../event-line.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';

/** What a worker prints when it ends. */
export function fleetWorkText(result: FleetWorkResult, style: Style): string {
  const { fleet, done, failed, ran, durationMs } = result;
  if (done + failed === 0) return `Nothing to do for this worker of ${fleet}.`;
  const left = failed === 0 ? '' : `, ${style.red(`${failed} left behind`)}`;
  return `${style.green('Over.')} ${count(done, 'tenant')} done here${left}; ${ranText(ran, durationMs)}.`;
}
