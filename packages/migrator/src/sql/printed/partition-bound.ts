/** Where a partition of PARTITION BY RANGE ends: the first value of its upper bound, or that it never does. */
export type UpperBound = { readonly value: string } | 'never';

/**
 * Reads the upper bound of `FOR VALUES FROM (…) TO ('2026-01-01', …)`, as PostgreSQL prints it. `undefined` for what is
 * no range: a default partition, a list.
 */
export function upperBound(bound: string): UpperBound | undefined {
  const upper = / TO \((MAXVALUE|'((?:[^']|'')*)')/.exec(bound);
  if (upper === null) return undefined;
  const [, word, value = ''] = upper;
  return word === 'MAXVALUE' || value === 'infinity' ? 'never' : { value: value.replaceAll("''", "'") };
}

/** From when to when a partition has rows: milliseconds of UTC, without an end ±Infinity. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const RANGE = /^FOR VALUES FROM \((MINVALUE|'[^']*')\) TO \((MAXVALUE|'[^']*')\)$/;

/**
 * Reads the bounds of a partition by one column of time, as PostgreSQL prints them with `DateStyle` ISO in UTC.
 * `undefined` for what is none: a default partition, a list, a number.
 */
export function timeSpan(bound: string): TimeSpan | undefined {
  const match = RANGE.exec(bound);
  if (match === null) return undefined;
  const [from, to] = [timeOf(match[1] ?? ''), timeOf(match[2] ?? '')];
  return from === undefined || to === undefined ? undefined : { from, to };
}

const TIME = /^'(\d{4,})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:\+00)?)?'$/;

function timeOf(word: string): number | undefined {
  if (word === 'MINVALUE' || word === "'-infinity'") return -Infinity;
  if (word === 'MAXVALUE' || word === "'infinity'") return Infinity;
  const match = TIME.exec(word);
  if (match === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = ''] = match;
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3));
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    millis,
  );
  return Number.isNaN(time) ? undefined : time;
}
