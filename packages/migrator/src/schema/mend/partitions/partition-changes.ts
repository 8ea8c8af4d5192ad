import { type Change, pairsOf } from '../../change/change.ts';
import { TableKey } from '../../entity/table-key.ts';
import type { Partitioning } from '../../partitioning/partitioning.ts';
import { partitioningsOf, structureText } from '../../partitioning/partitioning-of.ts';
import { printPartitioning } from '../../partitioning/print-partitioning.ts';
import { touchedColumns } from '../touched-columns.ts';

/** What happens to how the tables are partitioned that are there before and after. New ones are made as declared. */
export interface PartitionChanges {
  /** How they were partitioned, in the names before the change: they become ordinary tables, before all else. */
  readonly undone: readonly Partitioning[];
  /** How they are to be partitioned, which takes a new table. */
  readonly done: readonly Partitioning[];
  /** What changes without a new table: partitions of lists, policies of hypertables, names. */
  readonly inPlace: readonly { readonly before: Partitioning; readonly after: Partitioning }[];
  /** The tables that are rebuilt, in the names after the change. */
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

/** PostgreSQL changes no type of a column by which a table is partitioned. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['adapted', 'retyped', 'gone']);

function text(partitioning: Partitioning): string {
  return structureText(printPartitioning(partitioning));
}

/** PostgreSQL follows renamed columns by itself. */
function inNewNames(partitioning: Partitioning, change: Change): Partitioning {
  const renamed = new Map(
    pairsOf(change, 'column')
      .filter(({ original }) => TableKey.of(original.schema, original.table) === partitioning.table)
      .map(({ original, after }) => [original.name, after.name]),
  );
  return { ...partitioning, columns: partitioning.columns.map((column) => renamed.get(column) ?? column) };
}

/** Whether one can become the other without a new table. */
function isSameKey(before: Partitioning, after: Partitioning): boolean {
  if (before.by !== after.by || before.columns.join('\0') !== after.columns.join('\0')) return false;
  if (before.by === 'hash' && after.by === 'hash') return before.modulus === after.modulus;
  if (before.by !== 'hypertable' || after.by !== 'hypertable') return true;
  return before.otherwise?.hasDefault === after.otherwise?.hasDefault;
}
