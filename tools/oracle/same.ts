/** What is wrong with an answer; `undefined` when nothing is. */
export type Verdict = string | undefined;

/** Compares as sets; a list that has something twice never equals one. */
export function sameSet(what: string, got: readonly unknown[], expected: readonly unknown[]): Verdict {
  const plain = (list: readonly unknown[]): string => JSON.stringify(list.map((item) => JSON.stringify(item)).sort());
  if (plain(got) === plain(expected)) return undefined;
  return `${what}: got ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`;
}

export function same(what: string, got: unknown, expected: unknown): Verdict {
  if (JSON.stringify(got) === JSON.stringify(expected)) return undefined;
  return `${what}: got ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`;
}

/** The first complaint. */
export function first(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict !== undefined);
}
