const UNITS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `5s`, `2min`, `1h`, or of a number alone; `undefined` where there is none of these. */
export function durationMs(text: string | undefined): number | undefined {
  const match = /^(\d+)(ms|s|min|h)?$/.exec(text ?? '');
  return match === null ? undefined : Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1);
}
