import type { Extreme } from './seed-values.ts';

/**
 * `varied`: usual rows, one with the longest and largest values, one with empty and negative ones, and one with every
 * allowed NULL. `plain`: two usual rows without NULLs. `none`: no rows.
 */
export type SeedStyle = 'varied' | 'plain' | 'none';

/** How one row is to be. */
export interface RowManner {
  readonly n: number;
  readonly extreme: Extreme;
  readonly nulls: boolean;
}

/** The rows of one table, and one more for each label of its largest enum (up to eight). */
export function rowManners(style: SeedStyle, first: number, labels: number): readonly RowManner[] {
  const usual = (n: number): RowManner => ({ n: first + n, extreme: 'typical', nulls: false });
  if (style === 'none') return [];
  if (style === 'plain') return [usual(0), usual(1)];
  const more = Array.from({ length: Math.min(8, labels) }, (_, at) => usual(4 + at));
  return [
    usual(0),
    { n: first + 1, extreme: 'high', nulls: false },
    { n: first + 2, extreme: 'low', nulls: false },
    { n: first + 3, extreme: 'typical', nulls: true },
    ...more,
  ];
}
