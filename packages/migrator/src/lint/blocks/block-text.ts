import type { Block } from './block.ts';
import type { Duration } from './predict-duration.ts';

/** `In production orders has 120,000,000 rows (48.0 GB): 3 to 5 min, in which about 360,000 writes wait.` */
export function blockText({ rows, bytes, duration, basis, why, who, waiting }: Block, table: string): string {
  const size = rows === null ? bytesText(bytes) : `${rows.toLocaleString('en-US')} rows (${bytesText(bytes)})`;
  const has = `In production ${table} has ${size}`;
  if (duration === null) return `${has}; how long it takes is not known, since ${why}.`;
  if (basis === 'bound') return `${has}: less than ${durationText(duration.highMs)}.`;
  const many =
    waiting === null || waiting === 0
      ? ''
      : `, in which about ${shortNumber(waiting)} ${who === 'all' ? 'reads and writes' : 'writes'} wait`;
  return `${has}: ${intervalText(duration)}${many}.`;
}

/** `3 to 5 min`, `40 to 90 ms`, `55 s to 2 min`. */
export function intervalText({ lowMs, highMs }: Duration): string {
  const [low, high] = [durationText(lowMs), durationText(highMs)];
  if (low === high) return low;
  const [number = '', unit = ''] = low.split(' ');
  return high.endsWith(` ${unit}`) ? `${number} to ${high}` : `${low} to ${high}`;
}

const UNITS = [
  [1, 'ms'],
  [1000, 's'],
  [60_000, 'min'],
  [3_600_000, 'h'],
  [86_400_000, 'days'],
] as const;

/** Two digits: more are not known. */
function durationText(ms: number): string {
  const [size, unit] = UNITS.findLast(([each]) => ms >= each) ?? UNITS[0];
  const value = Math.max(ms / size, unit === 'ms' ? 1 : 0);
  return `${value < 10 ? Number(value.toFixed(value < 3 && unit !== 'ms' ? 1 : 0)) : Math.round(value)} ${unit}`;
}

/** `48.0 GB`. */
function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${['', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

/** To two digits. */
function shortNumber(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en-US');
}
