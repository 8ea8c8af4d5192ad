import type { FleetRollout, FleetStatusResult } from '../../../commands/fleet/fleet-status.ts';
import { duration } from '../running/duration.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';
import { groupLine } from './fleet-plan-text.ts';
import { stragglerLines } from './straggler-lines.ts';

/** What `migrate fleet status` prints. */
export function fleetStatusText(result: FleetStatusResult, style: Style): string {
  const { database, groups, stragglers, rollout, fleet, tenants, current, behind } = result;
  return [
    style.dim(`${database.display} (${database.source})`),
    ...groups.map((group) => groupLine(group, style)),
    ...stragglerLines(stragglers, style),
    ...(rollout === null ? [] : rolloutLines(rollout, style)),
    `${fleet}: ${count(tenants, 'tenant')}, ${current} up to date, ${behind} behind`,
  ].join('\n');
}

function rolloutLines(rollout: FleetRollout, style: Style): readonly string[] {
  const { direction, targets, state, why, wave, waveName, waves, states, holder, leftMs, sameFiles } = rollout;
  const counts = Object.entries(states).map(([name, number]) => `${number} ${name}`);
  const reason = why === null ? '' : `: ${why}`;
  const place = waves > 1 ? `, wave ${wave} of ${waves} (${waveName})` : '';
  const left = leftMs === null ? '' : `, about ${duration(leftMs)} left`;
  const who =
    holder === null
      ? []
      : [
          `${style.yellow('at work')}: ${holder.host} (pid ${holder.pid}) since ${holder.since}${holder.expired ? ' (silent: can be taken over)' : ''}`,
        ];
  return [
    `rollout ${rollout.rollout}, ${[direction, ...targets].join(' ')}: ${state}${reason}${place}; ${counts.join(', ')}${left}`,
    ...who,
    ...(sameFiles || state === 'done' || state === 'superseded' ? [] : ['  it began with other files than yours']),
  ];
}
