import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';
import type { SchemaEntity } from '../../entity/schema-entity.ts';
import { partitionName } from '../../partitioning/partition-name.ts';
import type { Partitioning } from '../../partitioning/partitioning.ts';
import { changedPolicies, whereInstalled } from './hypertable-sql.ts';
import { listChanges, listed } from './list-changes.ts';
import type { PartitionChanges } from './partition-changes.ts';
import { writtenColumns } from './written-columns.ts';

/** The changes of partitioning that need no new table, when the columns are those of `state`. */
export function changedInPlace(
  { inPlace }: PartitionChanges,
  state: readonly SchemaEntity[],
): readonly DraftStatement[] {
  return inPlace.flatMap(({ before, after }) => [
    ...renamedPartitions(before, after),
    ...changedPartitions(before, after, state),
  ]);
}

function changedPartitions(
  before: Partitioning,
  after: Partitioning,
  state: readonly SchemaEntity[],
): readonly DraftStatement[] {
  if (before.by === 'hypertable' && after.by === 'hypertable') {
    const changed = changedPolicies(before, after);
    if (after.otherwise === undefined || changed.length === 0) return changed.map((sql) => ({ sql }));
    return [{ sql: whereInstalled(changed) }];
  }
  const hasParts = (it: Partitioning) => (it.by === 'list' || it.by === 'range' ? listed(it) : undefined);
  const [was, is] = [hasParts(before), hasParts(after)];
  if (was === undefined || is === undefined) return [];
  return listChanges({ ...was, table: is.table, columns: is.columns }, is, writtenColumns(after.table, state));
}

/** Partitions are named after their table; those that `migrate partitions ensure` created keep their names. */
function renamedPartitions(before: Partitioning, after: Partitioning): readonly DraftStatement[] {
  if (before.table.name === after.table.name || before.by === 'range' || before.by === 'hypertable') return [];
  const names =
    before.by === 'hash'
      ? Array.from({ length: before.modulus }, (_, remainder) => String(remainder))
      : [...before.partitions.map(({ name }) => name), ...(before.hasDefault ? ['default'] : [])];
  const { schema } = before.table;
  return names.flatMap((name) => {
    const [was, is] = [partitionName(before.table.name, name), partitionName(after.table.name, name)];
    return [
      { sql: `ALTER TABLE ${qualifiedName(schema, was)} RENAME TO ${quoteIdentifier(is)}` },
      { sql: renamedIndexes(schema, was, is) },
    ];
  });
}

/** PostgreSQL names the indexes of a partition after it. */
function renamedIndexes(schema: string, was: string, is: string): string {
  return `DO $names$
DECLARE
  item record;
BEGIN
  FOR item IN
    SELECT i.indexrelid::regclass AS index, ${quoteLiteral(is)} || substr(c.relname, ${was.length + 1}) AS name
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ${quoteLiteral(qualifiedName(schema, is))}::regclass AND starts_with(c.relname, ${quoteLiteral(`${was}_`)})
  LOOP
    EXECUTE format('ALTER INDEX %s RENAME TO %I', item.index, item.name);
  END LOOP;
END
$names$`;
}
