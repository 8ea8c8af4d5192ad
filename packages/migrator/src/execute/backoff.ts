import type { Ambient } from '../ports.ts';

/** A number in [0, 1) from the dice passed in. */
export function random(ambient: Ambient): number {
  const [a = 0, b = 0, c = 0] = ambient.randomBytes(3);
  return (a * 65_536 + b * 256 + c) / 16_777_216;
}

/** Full jitter: anything between nothing and the exponential pause, so that runners that failed together do not try again together. */
export function backoff(ambient: Ambient, attempt: number, baseMs: number, capMs: number): number {
  return Math.round(random(ambient) * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
}

/** An id for a run or an attempt: 16 hex digits. */
export function randomId(ambient: Ambient): string {
  return Array.from(ambient.randomBytes(8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
