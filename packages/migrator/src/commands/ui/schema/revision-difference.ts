import { MigratorError } from '../../../errors/migrator-error.ts';
import type { Prover } from '../../../ports/proof/proof.ts';
import { describeDifference } from '../../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { type Finding, findingOf } from '../../shared/finding.ts';
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

/** What each revision makes different, in the order in which all were run; and what ended that before its end. */
export interface AllDifferences {
  readonly of: ReadonlyMap<string, readonly DifferenceView[]>;
  readonly problem: Finding | null;
}

/** The same for all revisions, on one scratch database. A machine on which none can be had is an answer, too. */
export async function allDifferences(bench: Pick<Workbench, 'prover'>): Promise<AllDifferences> {
  const found = new Map<string, readonly DifferenceView[]>();
  try {
    const prover: Prover = await bench.prover();
    await prover.builtInTurn((id, before, after) => void found.set(id, differenceView(before, after)));
    return { of: found, problem: null };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { of: found, problem: findingOf(error) };
  }
}
