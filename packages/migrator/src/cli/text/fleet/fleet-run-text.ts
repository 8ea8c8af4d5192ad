import type { FleetRunResult } from '../../../commands/fleet/fleet-result.ts';
import { ranText } from '../event-line.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';
import { stragglerLines } from './straggler-lines.ts';

/** What `upgrade`, `downgrade`, `retry` and `resume` of a fleet print at their end. */
export function fleetRunText(result: FleetRunResult, style: Style): string {
  const { fleet, outcome, states, stragglers, tenants, rollout, ran, durationMs, why } = result;
  const { done = 0, pending = 0, running = 0, gone = 0 } = states;
  if (rollout === null) return `Nothing to do: all ${count(tenants, 'tenant')} of ${fleet} are at the target.`;
  const left = pending + running;
  const parts = [
    `${done} of ${count(tenants, 'tenant')} done`,
    ...(stragglers.length > 0 ? [`${stragglers.length} left behind`] : []),
    ...(left > 0 ? [`${left} not begun`] : []),
    ...(gone > 0 ? [`${gone} gone`] : []),
  ];
  const next = nextStep(result);
  return [
    ...stragglerLines(stragglers, style),
    `${headline(outcome, why, left > 0, style)} ${parts.join(', ')}; ${ranText(ran, durationMs)}.`,
    ...(next === undefined ? [] : [`    ${style.cyan('→')} ${style.typed(next)}`]),
  ].join('\n');
}

function headline(outcome: FleetRunResult['outcome'], why: string | null, isOpen: boolean, style: Style): string {
  const reason = why === null ? '' : `: ${why}`;
  switch (outcome) {
    case 'done':
      return style.green('Done.');
    case 'partial':
      return style.green('Done so far.');
    case 'stragglers':
      return style.yellow(isOpen ? 'Not all of them.' : 'Over.');
    case 'spent':
    case 'unhealthy':
      return style.red(`Stopped${reason}.`);
    case 'paused':
      return style.yellow('Paused.');
  }
}

function nextStep({ fleet, outcome, direction, targets }: FleetRunResult): string | undefined {
  switch (outcome) {
    case 'done':
      return undefined;
    case 'partial':
      return ['migrate fleet', direction, fleet, ...targets].join(' ');
    case 'paused':
      return `migrate fleet resume ${fleet}`;
    default:
      return `migrate fleet retry ${fleet}`;
  }
}
