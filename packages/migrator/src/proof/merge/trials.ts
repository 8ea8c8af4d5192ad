/** A database that has only so many heads left to join can be proven in seconds; each head more adds a run for each other one. */
export const MAX_MERGE_HEADS = 6;

/** Heads that are run from what all of them have in common, in several orders; each order names all the heads. */
export interface Trial {
  readonly heads: readonly string[];
  readonly orders: readonly (readonly string[])[];
}

/**
 * The orders that a merge is proven in: every pair both ways, and for more than two heads all of them as given and with each two neighbours
 * swapped.
 */
export function trialsOf(heads: readonly string[]): readonly Trial[] {
  const pairs = heads.flatMap((a, at) =>
    heads.slice(at + 1).map((b) => ({
      heads: [a, b],
      orders: [
        [a, b],
        [b, a],
      ],
    })),
  );
  if (heads.length <= 2) return pairs;
  const swapped = heads.slice(1).map((head, at) => {
    const order = [...heads];
    order[at + 1] = heads[at] ?? head;
    order[at] = head;
    return order;
  });
  return [...pairs, { heads, orders: [heads, ...swapped] }];
}
