/** The differences between two databases that should be the same, in two columns. */
export interface MergeComparison {
  /** What was run on the left: `8f3c2a1b9d04, then 51aa0be2c7f3`. */
  readonly left: string;
  readonly right: string;
  readonly entries: readonly ComparedEntry[];
}

export interface ComparedEntry {
  /** `column public.orders.quantity`, `rows of public.orders`. */
  readonly thing: string;
  /** Empty if the whole object is compared. */
  readonly fact: string;
  /** `null` if it is missing or has its default. */
  readonly left: string | null;
  readonly right: string | null;
}
