/**
 * A database that has only so many heads left to join can be proven in seconds; each head more adds a run for each
 * other one.
 */
export const MAX_MERGE_HEADS = 6;

/** With this many heads all their orders are run where a merge has statements of its own: six orders. */
export const MAX_ORDERED_HEADS = 3;

/** Heads that are run from what all of them have in common, in several orders; each order names all the heads. */
export interface Trial {
  readonly heads: readonly string[];
  readonly orders: readonly (readonly string[])[];
}

/**
 * The orders that a merge is proven in: every pair both ways, and for more than two heads all of them as given and with
 * each two neighbours swapped.
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
  return heads.length <= 2 ? pairs : [...pairs, { heads, orders: [heads, ...neighboursSwapped(heads)] }];
}

/**
 * All heads at a time, for a merge with statements of its own, which is applied when all of them are: every order, the
 * given one first.
 */
export function wholeTrial(heads: readonly string[]): Trial {
  const isSmall = heads.length <= MAX_ORDERED_HEADS;
  return { heads, orders: isSmall ? permutations(heads) : [heads, ...neighboursSwapped(heads)] };
}

function neighboursSwapped(heads: readonly string[]): readonly (readonly string[])[] {
  return heads.slice(1).map((head, at) => {
    const order = [...heads];
    order[at + 1] = heads[at] ?? head;
    order[at] = head;
    return order;
  });
}

function permutations(heads: readonly string[]): readonly (readonly string[])[] {
  if (heads.length < 2) return [heads];
  return heads.flatMap((head, at) => permutations(heads.toSpliced(at, 1)).map((rest) => [head, ...rest]));
}
