import type { Ambient } from '../ports/ambient.ts';

/** A number in [0, 1) from the dice passed in. */
export function random(ambient: Ambient): number {
  const [a = 0, b = 0, c = 0] = ambient.randomBytes(3);
  return (a * 65_536 + b * 256 + c) / 16_777_216;
}

/**
 * Full jitter: anything between nothing and the exponential pause, so that runners that failed together do not try
 * again together.
 */
export function backoff(ambient: Ambient, attempt: number, baseMs: number, capMs: number): number {
  return Math.round(random(ambient) * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
}

/** An id for a run or an attempt: 16 hex digits. */
export function randomId(ambient: Ambient): string {
  return hex(ambient.randomBytes(idBytes));
}

/**
 * Ids one after the other, from dice that are asked for many at once: each asking costs as much as all the rest of an
 * attempt's preparation.
 */
export function randomIds(ambient: Ambient): () => string {
  let bytes = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at >= bytes.length) {
      bytes = Uint8Array.from(ambient.randomBytes(32 * idBytes));
      at = 0;
    }
    at += idBytes;
    return hex(bytes.subarray(at - idBytes, at));
  };
}

const idBytes = 8;

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte < 16 ? `0${byte.toString(16)}` : byte.toString(16);
  return text;
}
