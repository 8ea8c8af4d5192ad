import { overlookedText } from '../../errors/workspace/no-database-error.ts';
import type { BatchProgress } from '../../execute/backfill/batch-progress.ts';
import type { DatabaseNotice, Place, RunnerEvent } from '../../execute/runner-event.ts';
import type { Blocker } from '../../ports/database/database-observer.ts';
import { preparedName } from '../../sql/names/prepared-name.ts';
import type { LeaseHolder } from '../../state/lease.ts';
import { fleetLine } from './fleet/fleet-line.ts';
import { notAppliedLines, watchingLine } from './running/dev-lines.ts';
import { duration } from './running/duration.ts';
import type { Style } from './style.ts';
import { count } from './table.ts';

export { duration } from './running/duration.ts';

/** A runner's event as one line; `undefined` for events that only matter on a live line or in JSON. */
export function eventLine(event: RunnerEvent, style: Style): string | undefined {
  switch (event.type) {
    case 'database':
      return style.dim(`${event.display} (${event.source})`);
    case 'database-notice':
      return databaseText(event, style);
    case 'waiting-for-server':
      return `${style.yellow('waiting')} for ${event.target} (${duration(event.waitedMs)} of ${duration(event.limitMs)}): ${oneLine(event.why)}`;
    case 'waiting-for-lease':
      return `${style.yellow('waiting')} for ${holderText(event.holder)} (${duration(event.waitedMs)} so far)`;
    case 'lease-acquired':
      return (
        event.takenOverFrom &&
        `${style.yellow('taken over')} from ${holderText(event.takenOverFrom)}, which stopped responding`
      );
    case 'revision-done':
      return `${style.green('✓')} ${placeText(event, style)}  ${style.dim(duration(event.durationMs))}`;
    case 'statement-skipped':
      return `  statement ${event.statement} of ${event.revision} is already done: ${event.reason}`;
    case 'code-step-done':
      return `  ${style.green('✓')} step ${event.name}`;
    case 'code-step-skipped':
      return `  step ${event.name} is already done`;
    case 'cleaning-up':
      return `  cleaning up before statement ${event.statement} of ${event.revision}: ${event.what}`;
    case 'blocked':
      return `${style.yellow('blocked')} ${event.revision} by ${event.blockers.map(blockerText).join('; ')}`;
    case 'commits-lost':
      return `${style.yellow('warning')} the server lost these commits in a crash, so they run again: ${event.revisions.join(', ')}`;
    case 'retrying':
      return `${style.yellow('retrying')} ${event.revision} in ${duration(event.inMs)} (try ${event.attempt}, ${event.sqlState}): ${event.why}`;
    case 'key-failed':
      return `  ${style.yellow('left out')} ${event.key.join(', ')} of ${event.table}: ${event.said} (${event.sqlState})`;
    case 'batches-registered':
      return `  ${style.yellow('registered')} the batches of ${event.table}: ${style.typed('migrate batches work')}`;
    case 'standing-by':
      return `${style.yellow('standing by')} for ${event.host} (pid ${event.pid}), which works on ${event.revision}`;
    case 'batches-paused':
      return `  ${style.yellow('paused')} at ${batchText(event)}`;
    case 'batches-resumed':
      return `  ${style.green('resumed')} after ${duration(event.pausedMs)}`;
    case 'waiting-for-writers':
      return `${style.yellow('waiting')} for ${count(event.transactions, 'transaction')} that wrote to ${event.table} before the batches began`;
    case 'log':
      return `  ${style.dim(event.line)}`;
    case 'notice':
      return `  ${noticeText(event, style)}`;
    case 'notices-left-out':
      return `  ${style.dim(`further notices of ${event.revision} are left out`)}`;
    case 'copied':
      return `${style.green('✓')} copied to ${event.kind === 'embedded' ? 'an embedded' : 'the shadow'} server, PostgreSQL ${event.version}: ${bytesText(event.bytes)}  ${style.dim(duration(event.durationMs))}`;
    case 'backup-started':
      return style.dim(`backup ${event.moment} the run …`);
    case 'backup-done':
      return backupText(event, style);
    case 'restore-point':
      return event.lsn === null
        ? style.dim(`no restore point: ${event.refused}`)
        : `${style.green('✓')} restore point ${event.name} at ${event.lsn}`;
    case 'hook-done':
      return hookText(event, style);
    case 'heartbeat-failed':
      return `${style.yellow('warning')} the heartbeat failed: ${event.why}`;
    case 'not-told':
      return `${style.yellow('warning')} could not tell ${event.whom}: ${oneLine(event.why)}`;
    case 'reconnecting':
      return `${style.yellow('reconnecting')} in ${duration(event.inMs)} (try ${event.attempt}): ${event.why}`;
    case 'reconnected':
      return `${style.green('reconnected')}`;
    case 'dev-watching':
      return watchingLine(event, style);
    case 'dev-applied':
      return [
        `${style.green('applied')} ${count(event.statements.length, 'statement')}  ${style.dim(duration(event.durationMs))}`,
        ...event.statements.map((sql) => `    ${style.dim(oneLine(sql))}`),
      ].join('\n');
    case 'dev-not-applied':
      return notAppliedLines(event, style);
    case 'order-done':
      return `${event.ran ? style.green('✓') : style.red('✗')} ${style.dim(`${event.n}/${event.of}`)} ${event.order}  ${style.dim(duration(event.durationMs))}`;
    case 'fleet-wave':
    case 'fleet-progress':
    case 'fleet-tenant-failed':
    case 'fleet-soaking':
    case 'fleet-changed':
    case 'fleet-idle':
    case 'fleet-working':
    case 'fleet-taken-over':
      return fleetLine(event, style);
    case 'stopping':
      return event.level === 'finish'
        ? `${style.yellow('stopping')} after the current statement; a second signal cancels it at once`
        : `${style.yellow('cancelling')} the current statement`;
    default:
      return undefined;
  }
}

/** `database: the embedded PostgreSQL in .braid/postgres, because nothing names another`. */
function databaseText({ display, standsIn, overlooked }: DatabaseNotice, style: Style): string {
  const why = standsIn ? ', because nothing names another' : '';
  return [
    `${style.yellow('database:')} ${display}${why}`,
    ...overlooked.map((each) => `  ${overlookedText(each)}`),
  ].join('\n');
}

/** `✓ backup .braid/backups/orders-….dump (12.3 MB)  1.2 s`. */
function backupText(event: Extract<RunnerEvent, { type: 'backup-done' }>, style: Style): string {
  const size = event.bytes === null ? '' : ` (${bytesText(event.bytes)})`;
  const made = `${style.green('✓')} backup ${event.backup}${size}  ${style.dim(duration(event.durationMs))}`;
  return [made, ...event.removed.map((path) => style.dim(`  removed the older ${path}`))].join('\n');
}

function hookText(
  { hook, command, problem, output }: Extract<RunnerEvent, { type: 'hook-done' }>,
  style: Style,
): string {
  const said = output.split('\n').flatMap((line) => (line === '' ? [] : [`    ${line}`]));
  const first =
    problem === null ? `${style.green('✓')} ${hook}: ${command}` : `${style.red('!')} ${hook}: ${command}: ${problem}`;
  return [first, ...said].join('\n');
}

/** `512 bytes`, `12.3 kB`, `4.5 GB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${['', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

/** `notice of 8f3c2a1b9d04, statement 2: relation "events" already exists, skipping`. */
function noticeText(event: Extract<RunnerEvent, { type: 'notice' }>, style: Style): string {
  const word = event.severity.toLowerCase();
  const where = event.statement === undefined ? event.revision : `${event.revision}, statement ${event.statement}`;
  const more = [event.detail, event.hint].filter(Boolean).join('; ');
  return `${word === 'warning' ? style.yellow(word) : word} of ${where}: ${event.text}${more === '' ? '' : ` (${more})`}`;
}

/** `2 of 7  8f3c2a1b9d04  events  add title`. */
export function placeText(place: Place, style: Style): string {
  const arrow = place.direction === 'upgrade' ? '↑' : '↓';
  const width = String(place.of).length;
  const where = style.dim(`${String(place.n).padStart(width)}/${place.of}`);
  return `${where} ${arrow} ${style.yellow(place.revision)}  ${style.cyan(place.slice)}  ${place.message}`;
}

export function holderText({ host, pid, since, runs }: LeaseHolder): string {
  return `${host} (pid ${pid}), running "${runs}" since ${since}`;
}

/** `pid 4711 (psql by ann, idle in transaction for 12.0 s, AccessShareLock on events): select …`. */
export function blockerText(blocker: Blocker): string {
  if (blocker.prepared !== undefined) {
    const since = `prepared ${duration(blocker.ageMs)} ago, ${blocker.mode} on ${blocker.relation}`;
    return `${preparedName(blocker.prepared)} (${[blocker.user && `by ${blocker.user}`, since].filter(Boolean).join(', ')})`;
  }
  const who = [blocker.application, blocker.user && `by ${blocker.user}`].filter(Boolean).join(' ');
  const doing = `${blocker.state ?? 'at work'} for ${duration(blocker.ageMs)}`;
  const details = [...(who === '' ? [] : [who]), doing, `${blocker.mode} on ${blocker.relation}`].join(', ');
  return `pid ${blocker.pid} (${details})${blocker.query === undefined ? '' : `: ${oneLine(blocker.query)}`}`;
}

function oneLine(sql: string): string {
  const text = sql.replace(/\s+/g, ' ').trim();
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** `63%, 41,000 rows/s, 2 min 5 s left`; `row 52,000, 41,000 rows/s` if the number of rows is unknown. */
export function batchText(progress: BatchProgress): string {
  const { percent, keys, rowsPerSecond, leftMs, failedKeys, pausedFor } = progress;
  return [
    percent === null ? `row ${keys.toLocaleString('en-US')}` : `${percent}%`,
    ...(rowsPerSecond === null ? [] : [`${rowsPerSecond.toLocaleString('en-US')} rows/s`]),
    ...(leftMs === null ? [] : [`${duration(leftMs)} left`]),
    ...(failedKeys === 0 ? [] : [`${count(failedKeys, 'row')} left out`]),
    ...(pausedFor === null ? [] : [`paused: ${pausedFor}`]),
  ].join(', ');
}

/** `3 revisions in 120 ms`. */
export function ranText(ran: number, ms: number): string {
  return `${count(ran, 'revision')} in ${duration(ms)}`;
}
