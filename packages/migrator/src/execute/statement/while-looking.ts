/** A check that runs while something else continues. */
export interface Look<Found> {
  /** From the end of a look to the next, in milliseconds; the first comes after as long. */
  readonly everyMs: number;
  find(): Promise<Found>;
  /** What was found before the work was over. */
  tell(found: Found): void;
}

/**
 * Looks again and again while `work` continues, one look at a time. A look neither ends the work nor delays its end.
 */
export async function whileLooking<Found, Result>(
  { everyMs, find, tell }: Look<Found>,
  work: () => Promise<Result>,
): Promise<Result> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const found = await find();
    if (over) return;
    tell(found);
    timer = setTimeout(() => void look(), everyMs);
  };
  timer = setTimeout(() => void look(), everyMs);
  try {
    return await work();
  } finally {
    over = true;
    clearTimeout(timer);
  }
}
