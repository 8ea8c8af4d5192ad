import type { HistoryEntry } from '../../../commands/history/history.ts';

/**
 * The marks of a revision, such as `(@events, base, branch point)`, as a list with one text; empty without marks.
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
