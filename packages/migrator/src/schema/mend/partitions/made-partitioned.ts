import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';
import { ofType, type SchemaEntity } from '../../entity/schema-entity.ts';
import { type Partitioning, rangesOf } from '../../partitioning/partitioning.ts';
import { createHypertable, policies, whereInstalled } from './hypertable-sql.ts';
import { firstPartitions, type MakingOf, partitionBy } from './partition-sql.ts';

export interface Making {
  /** The tables that will be partitioned. */
  readonly partitionings: readonly Partitioning[];
  readonly today: string;
  readonly holdsRows: boolean;
}

/**
 * Adds the partitioning and the first partitions to drizzle-kit's statement that creates a table; returns any other
 * statement unchanged. `state` has the columns of the table.
 */
export function madePartitioned(
  sql: string,
  { partitionings, today, holdsRows }: Making,
  state: readonly SchemaEntity[],
): readonly DraftStatement[] {
  const found = partitionings.find(({ table }) =>
    sql.startsWith(`CREATE TABLE ${qualifiedName(table.schema, table.name)} (`),
  );
  if (found === undefined) return [{ sql }];
  const { table, columns } = found;
  const key = ofType(state, 'column').find(
    (column) => column.schema === table.schema && column.table === table.name && column.name === columns[0],
  );
  const making = { today, holdsRows, keyType: key?.facts.type ?? '' };
  if (found.by !== 'hypertable') return partitioned(sql, found, making).map((statement) => ({ sql: statement }));
  const ranges = rangesOf(found);
  const hypertable = [sql, `SELECT ${createHypertable(found)}`, ...policies(found)];
  if (ranges === undefined) return hypertable.map((statement) => ({ sql: statement }));
  const comment = [`A hypertable where TimescaleDB is installed in the database, native partitions where it is not.`];
  return [{ sql: whereInstalled(hypertable, partitioned(sql, ranges, making)), comment }];
}

function partitioned(
  sql: string,
  partitioning: Exclude<Partitioning, { readonly by: 'hypertable' }>,
  making: MakingOf,
): readonly string[] {
  return [`${sql.trimEnd()} ${partitionBy(partitioning)}`, ...firstPartitions(partitioning, making)];
}
