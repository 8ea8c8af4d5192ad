import type { GraphView } from '../../src/commands/ui/graph-view.ts';

/** What is searched of each row, in small letters: made when somebody searches a graph for the first time. */
const TEXTS = new WeakMap<GraphView, readonly string[]>();

/** Rows with all words of a text in their id, message, labels or slice, in any order; whatever their case. */
export function searchRows(view: GraphView, text: string): readonly number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return textsOf(view).flatMap((all, at) => (words.every((word) => all.includes(word)) ? [at] : []));
}

function textsOf(view: GraphView): readonly string[] {
  const known = TEXTS.get(view);
  if (known !== undefined) return known;
  const texts = view.rows.map(({ id, message, slice, labels, marks }) =>
    [id, message, view.slices[slice] ?? '', ...labels.map((label) => `@${label}`), ...marks].join(' ').toLowerCase(),
  );
  TEXTS.set(view, texts);
  return texts;
}
