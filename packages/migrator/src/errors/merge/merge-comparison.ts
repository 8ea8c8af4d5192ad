/** What differs between two databases that should be the same, side by side. */
export interface MergeComparison {
  /** What was run on the left: `8f3c2a1b9d04, then 51aa0be2c7f3`. */
  readonly left: string;
  readonly right: string;
  readonly entries: readonly ComparedEntry[];
}

export interface ComparedEntry {
  /** `column public.orders.quantity`, `rows of public.orders`. */
  readonly thing: string;
  /** Empty where the thing as a whole is compared. */
  readonly fact: string;
  /** `null` where it is not there, or has its default. */
  readonly left: string | null;
  readonly right: string | null;
}
