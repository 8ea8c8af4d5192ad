import type { Timed, TimedPoint } from '../rule/observation.ts';

/** Milliseconds, from the least to the most that is likely. */
export interface Duration {
  readonly lowMs: number;
  readonly highMs: number;
}

/**
 * The factor by which two runs of the same statement on the same rows differ, on a machine that also does other things.
 */
const NOISE = 1.3;
/** The cost of writing WAL for replicas and backups, which is about as high as that of the logged work. */
const LOG = 2;
/** Below this, mostly the clock and the round trip are measured. */
const LEAST_MS = 1;

/**
 * How long it takes with all rows: a line through what was measured with few and with many, and the share of each row
 * of the larger run. Sorting takes longer than a line says, so the upper end grows with the logarithm of the rows. It
 * is the time of the machine that measured, with the table in memory.
 */
export function predictDuration({ points, isLogSkipped }: Timed): Duration | undefined {
  const sorted = [...points].filter(({ ms }) => ms.length > 0).sort((a, b) => a.share - b.share);
  const last = sorted.at(-1);
  if (last === undefined) return undefined;
  const [first = last] = sorted;
  const guesses = [...byShare(last), ...byLine(first, last)];
  const sorting = Math.max(1, Math.log(last.rows / last.share) / Math.log(Math.max(last.rows, 3)));
  return {
    lowMs: Math.max(LEAST_MS, Math.min(...guesses) / NOISE),
    highMs: Math.max(LEAST_MS, Math.max(...guesses) * NOISE * sorting * (isLogSkipped ? LOG : 1)),
  };
}

function byShare({ share, ms }: TimedPoint): readonly number[] {
  return ms.map((each) => each / share);
}

/** The line through both runs; if noise makes it fall, it is not used. */
function byLine(first: TimedPoint, last: TimedPoint): readonly number[] {
  if (first.share === last.share) return [];
  const [few, many] = [Math.min(...first.ms), Math.min(...last.ms)];
  const slope = (many - few) / (last.share - first.share);
  return slope <= 0 ? [] : [few + slope * (1 - first.share)];
}
