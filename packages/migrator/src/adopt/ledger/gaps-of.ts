import type { ForeignHistory } from '../foreign-history.ts';
import type { LedgerProblem } from '../foreign-ledger.ts';

/** What is applied although something that it builds on is not, as far as the ledger says. */
export function gapsOf(appliedKeys: readonly string[], { revisions }: ForeignHistory): readonly LedgerProblem[] {
  const applied = new Set(appliedKeys);
  return revisions.flatMap(({ key, parents, dependsOn }) => {
    const missing = applied.has(key) ? [...parents, ...dependsOn].filter((each) => !applied.has(each)) : [];
    return missing.length === 0 ? [] : [{ problem: 'gap', key, missing } as const];
  });
}
