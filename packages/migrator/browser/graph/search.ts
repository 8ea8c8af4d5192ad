import type { GraphView } from '../../src/commands/ui/graph-view.ts';

/** Rows with all words of a text in their id, message, labels or slice, in any order; whatever their case. */
export function searchRows(view: GraphView, text: string): readonly number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return view.rows.flatMap((row, at) => {
    const all = [
      row.id,
      row.message,
      view.slices[row.slice] ?? '',
      ...row.labels.map((label) => `@${label}`),
      ...row.marks,
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => all.includes(word)) ? [at] : [];
  });
}
