import type { RunnerEvent } from '../../../execute/runner-event.ts';
import type { Blocker } from '../../../ports/database/database-observer.ts';
import { preparedName } from '../../../sql/names/prepared-name.ts';
import { blockerText } from '../event-line.ts';
import type { Style } from '../style.ts';

type Blocked = Extract<RunnerEvent, { type: 'blocked' }>;

/** Changes in what blocks a revision: each blocker is reported once, and again when it is gone. */
export function blockerNews(style: Style): (event: Blocked) => string | undefined {
  let revision = '';
  let known: readonly Blocker[] = [];
  return (event) => {
    const before = event.revision === revision ? known : [];
    const isIn = (among: readonly Blocker[]) => (one: Blocker) => among.some((other) => isSame(one, other));
    const came = event.blockers.filter((one) => !isIn(before)(one));
    const left = before.filter((one) => !isIn(event.blockers)(one));
    revision = event.revision;
    known = event.blockers;
    const lines = [
      ...left.map((one) => `${style.green('free')} ${nameOf(one)} no longer blocks ${revision}`),
      ...came.map((one) => `${style.yellow('blocked')} ${revision} by ${blockerText(one)}`),
    ];
    return lines.length === 0 ? undefined : lines.join('\n');
  };
}

function isSame(one: Blocker, other: Blocker): boolean {
  return one.pid === other.pid && one.prepared === other.prepared && one.relation === other.relation;
}

function nameOf({ pid, prepared }: Blocker): string {
  return prepared === undefined ? `pid ${pid}` : preparedName(prepared);
}
