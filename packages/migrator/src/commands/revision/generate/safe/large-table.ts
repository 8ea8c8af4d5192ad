import type { Judged } from '../../../../lint/judge/judged.ts';
import { TableSizes } from '../../../../lint/stats/table-sizes.ts';
import { shownName } from '../../../../sql/names/shown-name.ts';
import { configuredStats } from '../../../shared/lint/sizes/known-stats.ts';
import type { RevisionBench } from '../../revision-bench.ts';
import type { GeneratedDraft } from '../generated-draft.ts';

const MEGABYTE = 1_000_000;

/**
 * Tells whether a finding is about a large table: one that `--batch` or `revisions.batch` names, or that has
 * `lint.largeTable` in the statistics of production.
 */
export function isOfLargeTable(
  bench: RevisionBench,
  drafts: readonly GeneratedDraft[],
): (found: Pick<Judged, 'on' | 'claim'>) => boolean {
  const named = new Set(
    drafts.flatMap(({ large }) => large.map(({ schema, table }) => shownName({ schema, name: table }))),
  );
  const { stats } = configuredStats(bench) ?? {};
  const sizes = stats === undefined ? undefined : new TableSizes(stats);
  const least = bench.settings.lint.largeTable * MEGABYTE;
  return ({ on, claim }) => {
    // The relation of a finding is shown without `public`.
    const path = claim?.relation ?? (on === null || on.includes('.') ? (on ?? '') : `public.${on}`);
    return named.has(path) || (sizes?.find(path)?.bytes ?? -1) >= least;
  };
}
