import type { FleetEvent } from '../../../execute/event/fleet-event.ts';
import { duration } from '../running/duration.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';

const SHOWN = 5;

/** An event of a rollout as one line. */
export function fleetLine(event: FleetEvent, style: Style): string {
  switch (event.type) {
    case 'fleet-wave': {
      const which = event.waves > 1 ? `wave ${event.n} of ${event.waves}, ${event.wave}: ` : '';
      return `${style.cyan(event.fleet)}  ${which}${count(event.tenants, 'tenant')} to go`;
    }
    case 'fleet-progress': {
      const left = event.leftMs === null || event.done === event.of ? '' : `, about ${duration(event.leftMs)} left`;
      const failed = event.failed === 0 ? '' : `, ${style.red(`${event.failed} failed`)}`;
      return `${style.cyan(event.fleet)}  ${event.done} of ${event.of} finished${failed}${style.dim(left)}`;
    }
    case 'fleet-tenant-failed': {
      const [said = ''] = event.error.split('\n');
      return `${style.red('✗')} ${event.tenant}  ${event.state}${said === '' ? '' : `: ${said}`}`;
    }
    case 'fleet-soaking':
      return `${style.cyan(event.fleet)}  ${event.wave} soaks for ${duration(event.leftMs)} more`;
    case 'fleet-changed': {
      const added = event.added.length === 0 ? [] : [`new: ${some(event.added)}`];
      const gone = event.gone.length === 0 ? [] : [`gone: ${some(event.gone)}`];
      return `${style.cyan(event.fleet)}  ${[...added, ...gone].join('; ')}`;
    }
    case 'fleet-idle':
      return `${style.yellow('waiting')} for workers: no process takes the ${count(event.tenants, 'tenant')} on offer. Start a worker: ${style.typed(`migrate fleet work ${event.fleet}`)}`;
    case 'fleet-working':
      return `${style.cyan(event.fleet)}  working on rollout ${event.rollout}`;
    case 'fleet-taken-over':
      return `${style.yellow('taken over')} from ${event.from.host} (pid ${event.from.pid}), which stopped responding`;
  }
}

function some(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${more}`;
}
