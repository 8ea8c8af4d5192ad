import type { Casing } from '../drizzle-orm/orm-modules.ts';

/** Whether slices name columns differently: then all of them are run, for those that refer to others. */
export function areMixed(slices: readonly { readonly casing?: Casing | undefined }[]): boolean {
  return new Set(slices.map(({ casing }) => casing)).size > 1;
}
