import type { Explanation } from '../migrator-error.ts';

/** How each problem of a command line is worded, made from what it knows. */
export type UsageTable<Problems> = { readonly [P in keyof Problems]: (facts: Problems[P]) => Explanation };
