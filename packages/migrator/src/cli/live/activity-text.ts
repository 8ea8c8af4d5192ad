import type { ServerProgress } from '../../ports/database/database-observer.ts';
import { batchText, blockerText, bytesText, duration, holderText, placeText } from '../text/event-line.ts';
import type { Style } from '../text/style.ts';
import { count } from '../text/table.ts';
import type { Activity, OpenRevision } from './activity.ts';
import { bar } from './bar.ts';
import { stepText } from './step-text.ts';

/** A line of which `text` is cut where both do not fit. */
export interface LiveLine {
  readonly text: string;
  readonly tail: string;
}

/** What a command is doing: one line, and more when it is held up. */
export function activityText(activity: Activity, command: string, now: number, style: Style): readonly LiveLine[] {
  const { lease, server, revision, order, steps, since } = activity;
  const step = steps.at(-1);
  const line = (text: string, from: number, ...more: readonly string[]): LiveLine => ({
    text,
    tail: [style.dim(duration(Math.max(0, now - from))), ...more].filter((part) => part !== '').join(' '),
  });
  if (lease !== undefined) {
    return [line('waiting for another runner', lease.since), { text: `  ${holderText(lease.holder)}`, tail: '' }];
  }
  if (server !== undefined) return [line(`waiting for ${server.target}`, server.since)];
  if (step !== undefined) {
    const { progress } = step;
    const done = progress === undefined ? [] : [bar(progress.done, progress.of), `${progress.done} of ${progress.of}`];
    return [line(stepText(step), step.since, ...done)];
  }
  if (order?.type === 'order-revision') {
    const arrow = order.direction === 'upgrade' ? '↑' : '↓';
    const text = `${style.dim(`${order.n}/${order.of}`)} ${arrow} ${style.yellow(order.revision)}  ${style.cyan(order.slice)}  ${order.message}`;
    return [line(text, now - order.elapsedMs, bar(order.n - 1, order.of))];
  }
  if (order !== undefined) {
    return [line(`looking for the two statements, try ${order.tried}`, now - order.elapsedMs)];
  }
  if (revision === undefined) return [line(command, since)];
  const { blockers = [] } = revision;
  return [
    line(placeText(revision.place, style), revision.since, ...progressOf(revision)),
    ...blockers.slice(0, 2).map((each) => ({ text: `  ${style.yellow('held up by')} ${blockerText(each)}`, tail: '' })),
  ];
}

function progressOf({ batch, server, statement, writers }: OpenRevision): readonly string[] {
  if (writers !== undefined) return [`waiting for ${count(writers, 'writer')}`];
  if (batch !== undefined) return [batch.percent === null ? '' : bar(batch.percent, 100), batchText(batch)];
  if (server !== undefined) return [server.total === null ? '' : bar(server.done, server.total), serverText(server)];
  if (statement === undefined || statement.done >= statement.of) return [];
  return [bar(statement.done, statement.of), `statement ${statement.done + 1} of ${statement.of}`];
}

/** How the server begins the phases of an index that is built. */
const BUILDING = 'building index: ';

/** `scanning table, 63%`. */
function serverText({ phase: told, done, total, unit }: ServerProgress): string {
  // The name of the revision says that an index is built.
  const phase = told.startsWith(BUILDING) ? told.slice(BUILDING.length) : told;
  if (total === null) return phase;
  const share = Math.min(100, Math.floor((100 * done) / total));
  if (unit === 'transactions') return `${phase}, ${done} of ${total}`;
  return unit === 'bytes' ? `${phase}, ${bytesText(done)} of ${bytesText(total)}` : `${phase}, ${share}%`;
}
