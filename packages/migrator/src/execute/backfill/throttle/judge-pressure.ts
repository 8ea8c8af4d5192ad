import type { Throttle } from '../../../revision/batch/throttle.ts';
import type { Pressure } from '../../../state/pressure.ts';

/** One observation of the server. */
export interface Look {
  readonly atMs: number;
  /** Minutes since midnight by the clock on the wall. */
  readonly minute: number;
  /** Absent if there was nothing to ask the server. */
  readonly pressure?: Pressure;
  /** The existing ones of the files. */
  readonly files: ReadonlySet<string>;
}

/** Waiting batches only continue when a value is this much below its limit, so that they do not stop again at once. */
const CALM = 0.8;

/**
 * Why batches must not run now, of the first throttle that says so; `undefined` when they may.
 *
 * @param before the look before, for what is measured in a second
 * @param waits whether they wait already, and need more calm than those that run
 */
export function judgePressure(
  throttles: readonly Throttle[],
  look: Look,
  before: Look | undefined,
  waits: boolean,
): string | undefined {
  const share = waits ? CALM : 1;
  let condition = 0;
  for (const throttle of throttles) {
    const reason =
      throttle.kind === 'sql' ? saidNo(throttle.condition, look, condition++) : reasonOf(throttle, look, before, share);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function saidNo(condition: string, { pressure }: Look, index: number): string | undefined {
  const answer = pressure?.conditions[index];
  if (answer === true) return undefined;
  return `sql is ${answer === false ? 'false' : 'null'}: ${condition.replace(/\s+/g, ' ').trim().slice(0, 80)}`;
}

function reasonOf(
  throttle: Exclude<Throttle, { kind: 'sql' }>,
  look: Look,
  before: Look | undefined,
  share: number,
): string | undefined {
  const { pressure, files, minute } = look;
  switch (throttle.kind) {
    case 'lag':
      return lagReason(throttle.limit, look, before, share);
    case 'wal': {
      const rate = walRate(look, before);
      if (rate === undefined || rate < throttle.limit * share) return undefined;
      return `WAL is written at ${megabytes(rate)}/s, the limit is ${megabytes(throttle.limit)}/s`;
    }
    case 'archive':
      return over(pressure?.archive, throttle.limit, share, 'files of WAL wait to be archived');
    case 'waiters':
      return over(pressure?.waiters, throttle.limit, share, 'sessions wait for the table');
    case 'autovacuum':
      return pressure?.maintained === false ? undefined : 'VACUUM or ANALYZE is running on the table';
    case 'file':
      return files.has(throttle.path) ? `the file ${throttle.path} is there` : undefined;
    case 'hours': {
      const { from, to } = throttle;
      const isWithin = from < to ? minute >= from && minute < to : minute >= from || minute < to;
      return isWithin ? undefined : `batches run from ${clock(from)} to ${clock(to)}`;
    }
  }
}

function over(found: number | undefined, limit: number, share: number, what: string): string | undefined {
  if (found === undefined) return `cannot tell how many ${what}`;
  return found < Math.max(1, limit * share) ? undefined : `${found} ${what}, the limit is ${limit}`;
}

/**
 * A replica that has replayed everything has no lag, whatever the clocks say: on an idle one they continue. Of one that
 * the role may not see is unknown. One that has no clock yet is behind when it replayed nothing since the last look.
 */
function lagReason(limit: number, { pressure }: Look, before: Look | undefined, share: number): string | undefined {
  for (const { name, bytes, lagMs, replayed } of pressure?.replicas ?? []) {
    if (bytes === null) return `the role may not see how far replica ${name} is: grant pg_monitor to it`;
    const earlier = before?.pressure?.replicas?.find((each) => each.name === name);
    const isStuck = earlier?.replayed === replayed && (earlier.bytes ?? 0) > 0;
    if (bytes <= 0 || (lagMs === null ? !isStuck : lagMs < limit * share)) continue;
    const lag = lagMs === null ? `by ${megabytes(bytes)}` : `by ${(lagMs / 1_000).toFixed(1)} s`;
    return `replica ${name} is behind ${lag}, the limit is ${limit / 1_000} s`;
  }
  return undefined;
}

/** Bytes of WAL in a second between two looks. */
function walRate({ atMs, pressure }: Look, before: Look | undefined): number | undefined {
  if (pressure?.wal === undefined || before?.pressure?.wal === undefined || atMs <= before.atMs) return undefined;
  return (pressure.wal - before.pressure.wal) / ((atMs - before.atMs) / 1_000);
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
