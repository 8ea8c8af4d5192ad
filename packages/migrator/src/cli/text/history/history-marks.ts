import type { HistoryEntry } from '../../../commands/history/history.ts';

/**
 * `(@events, base, branch point)` and what else there is to say, as one word in a list; no word when there is nothing.
 */
export function historyMarks(entry: HistoryEntry, more: readonly string[] = []): string[] {
  const words = [
    ...entry.labels.map((label) => `@${label}`),
    ...(entry.base ? ['base'] : []),
    ...(entry.branchPoint ? ['branch point'] : []),
    ...(entry.mergePoint ? ['merge'] : []),
    ...(entry.head ? ['head'] : []),
    ...(entry.current ? ['current'] : []),
    ...more,
  ];
  return words.length === 0 ? [] : [`(${words.join(', ')})`];
}
