import { type LockMode, whoWaits } from '../../sql/statement/lock-mode.ts';
import { descendants, names } from '../../sql-objects/sql-node.ts';
import type { Block } from '../blocks/block.ts';
import { blockText } from '../blocks/block-text.ts';
import { type Duration, predictDuration } from '../blocks/predict-duration.ts';
import type { LintLevel } from '../rule/levels.ts';
import type { Observation } from '../rule/observation.ts';
import type { Subject } from '../rule/subject.ts';
import type { TableSize, TableSizes } from '../stats/table-sizes.ts';
import type { Judged } from './judged.ts';

/** Writers may wait ten times as long as readers. */
const WRITERS = 10;

/** Slower than any server that is in use: 1 MB and 20,000 rows a second. */
const SLOWEST = { bytesPerMs: 1000, rowsPerMs: 20 };

/**
 * A finding with what it means in production: lock by duration by traffic. A level from the configuration stays, and so
 * does that of the rule if the size of the table or the duration is unknown.
 */
export function judgeBlock(judged: Judged, { sizes, subject, seen, chosen }: BlockContext): Judged {
  const { claim } = judged;
  if (claim === undefined || claim.work === 'lock') return judged;
  const size = sizes.find(claim.relation);
  if (size === undefined) return judged;
  const who = waiting(claim.relation, subject, seen);
  const others = (claim.also ?? []).map((path) => sizes.find(path));
  const known = durationOf([size, ...others], subject, seen);
  const rate = rateOf(who, size);
  const { duration } = known;
  const block: Block = {
    ...{ relation: claim.relation, who, rows: size.rows, bytes: size.bytes, ...known },
    waiting: duration === null || rate === null ? null : Math.round((rate * duration.highMs) / 1000),
  };
  const level = chosen ?? (duration === null ? judged.level : levelOf(who, duration, rate, subject.limits.maxBlock));
  return { ...judged, level, message: `${judged.message} ${blockText(block, judged.on ?? claim.relation)}`, block };
}

export interface BlockContext {
  readonly sizes: TableSizes;
  readonly subject: Subject;
  readonly seen: Observation | undefined;
  /** What the configuration says about the rule. */
  readonly chosen: LintLevel | undefined;
}

function levelOf(who: Block['who'], { highMs }: Duration, rate: number | null, maxBlock: number): LintLevel {
  if (highMs <= (who === 'all' ? maxBlock : maxBlock * WRITERS)) return 'info';
  // Nobody has used the table for as long as counters are kept: it is long, and nobody may notice.
  return rate === 0 ? 'warning' : 'error';
}

/** Who waits for it: as observed on the server, otherwise as PostgreSQL documents it; everybody if neither is known. */
function waiting(relation: string, subject: Subject, seen: Observation | undefined): Block['who'] {
  const observed =
    seen === undefined || 'unseen' in seen ? [] : seen.locks.filter((lock) => lock.relation === relation);
  const read = subject.locks.filter(({ table }) => table.path === relation);
  const modes: readonly LockMode[] =
    observed.length > 0 ? observed.map(({ mode }) => mode) : read.map(({ mode }) => mode);
  return modes.length > 0 && modes.every((mode) => whoWaits(mode) !== 'all') ? 'writes' : 'all';
}

/** @param sizes of all that is read for it, the table itself first */
function durationOf(
  sizes: readonly (TableSize | undefined)[],
  subject: Subject,
  seen: Observation | undefined,
): Pick<Block, 'duration' | 'basis' | 'why'> {
  const unknown = (why: string) => ({ duration: null, basis: 'unknown', why }) as const;
  const [size] = sizes;
  if (size?.rows == null) return unknown('it was never analysed');
  // Its own size does not tell how long its query takes.
  if (size.kind === 'matview') return unknown('its query was not timed');
  const timing = seen === undefined || 'unseen' in seen ? undefined : seen.timing;
  if (timing !== undefined && 'points' in timing) {
    const duration = predictDuration(timing);
    return duration === undefined ? unknown('it was not timed') : { duration, basis: 'timed', why: null };
  }
  // How long a user's function takes for a row is unknown.
  if (!callsOwn(subject)) {
    const highMs = sizes.reduce((sum, each) => sum + slowest(each), 1);
    if (highMs <= subject.limits.maxBlock) return { duration: { lowMs: 0, highMs }, basis: 'bound', why: null };
  }
  return unknown(timing === undefined ? 'it was not timed' : `it could not be timed: ${timing.untimed}`);
}

function slowest(size: TableSize | undefined): number {
  if (size?.rows == null) return Number.POSITIVE_INFINITY;
  return Math.max(size.bytes / SLOWEST.bytesPerMs, size.rows / SLOWEST.rowsPerMs);
}

function callsOwn({ parsed, catalog }: Subject): boolean {
  if (parsed.tree === undefined) return true;
  const calls = [...descendants(parsed.tree, new Set(['FuncCall']))];
  return calls.some(([, call]) => catalog.volatility.has(names(call, 'funcname').at(-1) ?? ''));
}

function rateOf(who: Block['who'], { readsPerSecond, writesPerSecond }: TableSize): number | null {
  if (writesPerSecond === null || (who === 'all' && readsPerSecond === null)) return null;
  return writesPerSecond + (who === 'all' ? (readsPerSecond ?? 0) : 0);
}
