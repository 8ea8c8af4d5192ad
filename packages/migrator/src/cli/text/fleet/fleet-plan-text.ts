import type { FleetGroup, FleetPlanResult } from '../../../commands/fleet/fleet-result.ts';
import { duration } from '../running/duration.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';
import { stragglerLines } from './straggler-lines.ts';

/** What `migrate fleet plan` prints. */
export function fleetPlanText(result: FleetPlanResult, style: Style): string {
  const { fleet, direction, groups, leftOut, waves, tenants, pending, hash } = result;
  const arrow = direction === 'upgrade' ? '↑' : '↓';
  const waveLines = waves.map(({ wave, tenants: size, soakMs }, index) => {
    const soaks = soakMs === 0 ? '' : `, then ${duration(soakMs)} of soak`;
    return `  ${index + 1}. ${wave}: ${count(size, 'tenant')}${soaks}`;
  });
  return [
    style.dim(`${result.database.display} (${result.database.source})`),
    ...groups.flatMap((group) => [
      groupLine(group, style),
      ...group.revisions.map(
        ({ revision, slice, message }) => `  ${arrow} ${style.yellow(revision)}  ${style.cyan(slice)}  ${message}`,
      ),
    ]),
    ...stragglerLines(leftOut, style),
    ...(waves.length > 1 && pending > 0 ? ['Waves:', ...waveLines] : []),
    `${fleet}: ${count(tenants, 'tenant')}, ${pending === 0 ? 'nothing to run' : `${pending} with something to run`}  ${style.dim(`plan ${hash}`)}`,
  ].join('\n');
}

/** `42 tenants at 8f3c2a1b9d04 (t1, t2, t3 …)`. */
export function groupLine({ heads, tenants, examples, revisions }: FleetGroup, style: Style): string {
  const where = heads.length === 0 ? 'at base' : `at ${heads.map((head) => style.yellow(head)).join(', ')}`;
  const more = tenants > examples.length ? ' …' : '';
  const state = revisions.length === 0 ? style.green('up to date') : `${count(revisions.length, 'revision')} to run`;
  return `${count(tenants, 'tenant')} ${where} ${style.dim(`(${examples.join(', ')}${more})`)}: ${state}`;
}
