import { type Change, pairsOf } from '../../change/change.ts';
import { TableKey } from '../../entity/table-key.ts';
import type { Partitioning } from '../../partitioning/partitioning.ts';
import { partitioningsOf, structureText } from '../../partitioning/partitioning-of.ts';
import { printPartitioning } from '../../partitioning/print-partitioning.ts';
import { touchedColumns } from '../touched-columns.ts';

/** Changes of the partitioning of existing tables. New tables are created as declared. */
export interface PartitionChanges {
  /**
   * Tables that become ordinary ones before everything else, with their old partitioning and in the names before the
   * change.
   */
  readonly undone: readonly Partitioning[];
  /** Tables that are rebuilt to be partitioned, with their new partitioning. */
  readonly done: readonly Partitioning[];
  /** What changes without a new table: partitions of lists, policies of hypertables, names. */
  readonly inPlace: readonly { readonly before: Partitioning; readonly after: Partitioning }[];
  /** The rebuilt tables, in the names after the change. */
  readonly rebuilt: ReadonlySet<TableKey>;
}

export function partitionChanges(change: Change): PartitionChanges {
  const [was, is] = [partitioningsOf(change.before), partitioningsOf(change.after)];
  const undone: Partitioning[] = [];
  const done: Partitioning[] = [];
  const inPlace: { before: Partitioning; after: Partitioning }[] = [];
  const rebuilt = new Set<TableKey>();
  if (was.size + is.size === 0) return { undone, done, inPlace, rebuilt };
  const touched = touchedColumns(change);
  for (const { original, after: table } of pairsOf(change, 'table')) {
    const before = was.get(TableKey.of(original.schema, original.name));
    const after = is.get(TableKey.of(table.schema, table.name));
    if (before === undefined && after === undefined) continue;
    const columns = touched.get(TableKey.of(table.schema, table.name));
    const keepsKey = after?.columns.every((column) => !IN_THE_WAY.has(columns?.get(column) ?? 'added')) ?? true;
    if (before !== undefined && after !== undefined && keepsKey && isSameKey(inNewNames(before, change), after)) {
      if (original.name !== table.name || text(before) !== text(after)) inPlace.push({ before, after });
      continue;
    }
    if (before !== undefined) undone.push(before);
    if (after !== undefined) done.push(after);
    rebuilt.add(TableKey.of(table.schema, table.name));
  }
  return { undone, done, inPlace, rebuilt };
}

/** PostgreSQL cannot change the type of a column of the partition key. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['adapted', 'retyped', 'gone']);

function text(partitioning: Partitioning): string {
  return structureText(printPartitioning(partitioning));
}

/** PostgreSQL itself follows renamed columns. */
function inNewNames(partitioning: Partitioning, change: Change): Partitioning {
  const renamed = new Map(
    pairsOf(change, 'column')
      .filter(({ original }) => TableKey.of(original.schema, original.table) === partitioning.table)
      .map(({ original, after }) => [original.name, after.name]),
  );
  return { ...partitioning, columns: partitioning.columns.map((column) => renamed.get(column) ?? column) };
}

/** Whether the partitioning can change without a new table. */
function isSameKey(before: Partitioning, after: Partitioning): boolean {
  if (before.by !== after.by || before.columns.join('\0') !== after.columns.join('\0')) return false;
  if (before.by === 'hash' && after.by === 'hash') return before.modulus === after.modulus;
  if (before.by !== 'hypertable' || after.by !== 'hypertable') return true;
  return before.otherwise?.hasDefault === after.otherwise?.hasDefault;
}
