import { PartitionMadeAheadError } from '../../../errors/files/partition-errors.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import { rangesOf } from '../../../schema/partitioning/partitioning.ts';
import { partitioningsOf } from '../../../schema/partitioning/partitioning-of.ts';
import type { Access } from '../../../sql-objects/footprint/access.ts';
import { refPath } from '../../../sql-objects/object-ref.ts';
import type { RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';
import { type Finding, findingOf } from '../../shared/finding.ts';
import { countingSnapshots } from '../../shared/schema/slice-state.ts';
import type { Workbench } from '../../shared/workbench.ts';

/**
 * Revisions that make a partition of a table by time by hand: where `migrate partitions ensure` has run, it is there
 * already. The revision that makes the table itself makes its first ones.
 *
 * @param history the effects of all revisions, in the graph's order
 */
export function madeAheadFindings(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'files'>,
  history: readonly RevisionEffects[],
): readonly Finding[] {
  return history.flatMap(({ revision, slice, file, upgrade }) => {
    if (!upgrade.some(({ accesses = [] }) => accesses.some(({ partition }) => partition !== undefined))) return [];
    const made = new Set<TableKey>();
    return upgrade.flatMap(({ line, accesses = [] }) => {
      for (const { does, object, parts } of accesses)
        if (does === 'make' && parts === undefined && object.space === 'relation') made.add(tableKey(object));
      const bound = accesses.find((access) => access.bound !== undefined)?.bound;
      return accesses.flatMap(({ object, partition }): readonly Finding[] => {
        if (partition === undefined || bound?.by === 'default' || made.has(tableKey(object))) return [];
        if (!isByTime(bench, revision, object)) return [];
        const names = { table: refPath(object), partition: refPath(partition) };
        return [findingOf(new PartitionMadeAheadError({ slice, file, line, column: 1, ...names }))];
      });
    });
  });
}

/** Whether the table was partitioned by time below the revision: before that, no partitions are made ahead. */
function isByTime(
  { workspace, graph: load, files }: Pick<Workbench, 'workspace' | 'graph' | 'files'>,
  revision: string,
  table: Access['object'],
): boolean {
  const graph = load();
  const ends = [...graph.require(revision).revises, ...graph.dependencies(revision)];
  return workspace.slices.some((slice) =>
    countingSnapshots(graph, slice, ends, files).snapshots.some(({ entities }) => {
      const partitioning = partitioningsOf(entities).get(tableKey(table));
      return partitioning !== undefined && rangesOf(partitioning) !== undefined;
    }),
  );
}

function tableKey({ schema, name }: Access['object']): TableKey {
  return TableKey.of(schema === '' ? 'public' : schema, name);
}
