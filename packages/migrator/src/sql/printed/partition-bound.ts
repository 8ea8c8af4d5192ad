/** Where a partition of PARTITION BY RANGE ends: the first value of its upper bound, or that it never does. */
export type UpperBound = { readonly value: string } | 'never';

/**
 * Reads the upper bound of `FOR VALUES FROM (…) TO ('2026-01-01', …)`, as PostgreSQL prints it. `undefined` for what is
 * no range: a default partition, a list.
 */
export function upperBound(bound: string): UpperBound | undefined {
  const upper = / TO \((MAXVALUE|'((?:[^']|'')*)')/.exec(bound);
  if (upper === null) return undefined;
  const [, word, value = ''] = upper;
  return word === 'MAXVALUE' || value === 'infinity' ? 'never' : { value: value.replaceAll("''", "'") };
}
