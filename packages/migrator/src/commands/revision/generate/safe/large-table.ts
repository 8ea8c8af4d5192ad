import type { Judged } from '../../../../lint/judge/judged.ts';
import { TableSizes } from '../../../../lint/stats/table-sizes.ts';
import { shownName } from '../../../../sql/names/shown-name.ts';
import { configuredStats } from '../../../shared/lint/sizes/known-stats.ts';
import type { RevisionBench } from '../../revision-bench.ts';
import type { GeneratedDraft } from '../generated-draft.ts';

const MEGABYTE = 1_000_000;

type About = Pick<Judged, 'on' | 'claim'>;

/** Tells whether a finding is about a table that `--batch` or `revisions.batch` names. */
export function isOfNamedTable(drafts: readonly GeneratedDraft[]): (found: About) => boolean {
  const named = new Set(
    drafts.flatMap(({ large }) => large.map(({ schema, table }) => shownName({ schema, name: table }))),
  );
  return (found) => named.has(pathOf(found));
}

/** The same, or about one that has `lint.largeTable` in the statistics of production. */
export function isOfLargeTable(bench: RevisionBench, drafts: readonly GeneratedDraft[]): (found: About) => boolean {
  const isNamed = isOfNamedTable(drafts);
  const { stats } = configuredStats(bench) ?? {};
  const sizes = stats === undefined ? undefined : new TableSizes(stats);
  const least = bench.settings.lint.largeTable * MEGABYTE;
  return (found) => isNamed(found) || (sizes?.find(pathOf(found))?.bytes ?? -1) >= least;
}

/** The relation of a finding is shown without `public`. */
function pathOf({ on, claim }: About): string {
  return claim?.relation ?? (on === null || on.includes('.') ? (on ?? '') : `public.${on}`);
}
