import { Subject } from '../../../proof/round-trip/subject.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { describeDifference } from '../../../schema/difference/describe-difference.ts';
import { entityLabel } from '../../../schema/entity/catalog.ts';
import { compareLive } from '../../shared/live/compare-live.ts';
import { tablesByTime } from '../../shared/live/tables-by-time.ts';
import type { DevBench } from '../dev-session.ts';

export interface BuiltComparison {
  readonly differences: readonly string[];
  readonly notCompared: readonly string[];
}

/**
 * Compares the database with what all revisions, including the unwritten ones, build on a scratch database.
 */
export async function compareBuilt(
  bench: Pick<DevBench, 'workspace' | 'files' | 'ambient' | 'proofs' | 'liveCatalog' | 'settings'>,
  files: readonly RevisionFile[],
): Promise<BuiltComparison> {
  const subject = new Subject(await bench.proofs(), files);
  const heads = subject.graph.revisions.flatMap(({ id }) => (subject.graph.isHead(id) ? [id] : []));
  const live = await bench.liveCatalog();
  const found = await compareLive(subject, heads, live, bench.settings.driftIgnore, tablesByTime(bench));
  return {
    differences: found.differences.map(describeDifference),
    notCompared: found.incomparable.map(({ entity, reason }) => `${entityLabel(entity)}: ${reason}`),
  };
}
