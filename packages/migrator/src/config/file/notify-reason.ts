/** What an alert is sent for. */
export type NotifyReason =
  | { readonly kind: 'failed' | 'locks' | 'downgrade' | 'drift' }
  | { readonly kind: 'slow'; readonly afterMs: number };

const PLAIN = ['failed', 'locks', 'downgrade', 'drift'] as const;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
/** What a timer can wait. */
const LONGEST = 2_147_483_647;

/** `failed`, `slow>10min` …; `undefined` for anything else. */
export function notifyReason(word: string): NotifyReason | undefined {
  const kind = PLAIN.find((each) => each === word);
  if (kind !== undefined) return { kind };
  const [, amount, unit = ''] = /^slow>(\d{1,9})(ms|s|min|h)$/.exec(word) ?? [];
  if (amount === undefined) return undefined;
  const afterMs = Number(amount) * (UNITS[unit] ?? 1);
  return afterMs > LONGEST ? undefined : { kind: 'slow', afterMs };
}
