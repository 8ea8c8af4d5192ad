import type { Prover } from '../../../ports/proof/proof.ts';
import { describeDifference } from '../../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import type { Workbench } from '../../shared/workbench.ts';

/** One thing that differs, and how. */
export interface DifferenceView {
  readonly change: 'added' | 'removed' | 'changed';
  /** `~ column public.a.b`, then a line for each fact. */
  readonly lines: readonly string[];
}

/** What must happen to one catalog for it to become the other. */
export function differenceView(before: Catalog, after: Catalog): readonly DifferenceView[] {
  return diffCatalogs(before, after).map((each) => ({
    change: each.change,
    lines: describeDifference(each).split('\n'),
  }));
}

/**
 * What a revision makes different in the catalog, seen on scratch databases. Throws what the runner throws when a
 * revision fails.
 */
export async function revisionDifference(
  bench: Pick<Workbench, 'graph' | 'prover'>,
  id: string,
): Promise<readonly DifferenceView[]> {
  const graph = bench.graph();
  const prover: Prover = await bench.prover();
  const below = graph.normalizedDown(id);
  const [before, after] = [await prover.builtBy(below), await prover.builtBy([id])];
  return differenceView(before, after);
}
