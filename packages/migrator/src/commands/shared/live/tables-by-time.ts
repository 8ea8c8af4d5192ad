import type { ByTime } from '../../../proof/drift/without-periods.ts';
import { expiredPartitions } from '../../../schema/partitioning/missing-partitions.ts';
import { rangesOf } from '../../../schema/partitioning/partitioning.ts';
import { sqlFiles } from '../schema/declared-objects.ts';
import { readPartitionings } from '../schema/declared-partitionings.ts';
import type { Workbench } from '../workbench.ts';

/** The tables whose partitions may be missing, or that may be hypertables, as the files declare them now. */
export function tablesByTime({
  workspace,
  files,
  ambient,
}: Pick<Workbench, 'workspace' | 'files' | 'ambient'>): readonly ByTime[] {
  const today = ambient.now().toISOString().slice(0, 10);
  const declared = readPartitionings(workspace.slices.flatMap((slice) => sqlFiles({ files }, slice)));
  return declared.flatMap(({ partitioning }) => {
    const ranges = rangesOf(partitioning);
    const isHypertable = partitioning.by === 'hypertable';
    if (ranges === undefined && !isHypertable) return [];
    return {
      table: partitioning.table,
      isHypertable,
      mayBeGone: (bound) => ranges !== undefined && expiredPartitions(ranges, today, [{ bound }]).length > 0,
    };
  });
}
