import type { DetachedPartition, FoundPartition, FoundTable } from '../../ports/partitions/partition-session.ts';
import { qualifiedName } from '../../schema/change/draft-statement.ts';
import { boundLiteral, periodBound } from '../../schema/mend/partitions/partition-sql.ts';
import { expiredMark } from '../../schema/partitioning/expired-mark.ts';
import type { MissingPartition } from '../../schema/partitioning/missing-partitions.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';

/**
 * Creates a partition as a separate table and then attaches it, which blocks no readers or writers of the table;
 * `CREATE TABLE … PARTITION OF` would. `defaultPartition`: rows of the period are first moved out of it.
 */
export function makingStatements(
  table: FoundTable,
  { name, period }: MissingPartition,
  defaultPartition?: FoundPartition,
): readonly string[] {
  const [parent, own] = [qualifiedName(table.schema, table.name), qualifiedName(table.schema, name)];
  const like = `CREATE TABLE ${own} (LIKE ${parent} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE)`;
  const attach = `ALTER TABLE ${parent} ATTACH PARTITION ${own} ${periodBound(period, table.keyType)}`;
  if (defaultPartition === undefined) return [like, attach];
  const columns = table.written.map(quoteIdentifier).join(', ');
  const key = quoteIdentifier(table.columns[0] ?? '');
  const [from, to] = [boundLiteral(period.from, table.keyType), boundLiteral(period.to, table.keyType)];
  const source = qualifiedName(defaultPartition.schema, defaultPartition.name);
  const move = `WITH moved AS (DELETE FROM ${source} WHERE ${key} >= ${from} AND ${key} < ${to} RETURNING ${columns}) INSERT INTO ${own} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM moved`;
  return [like, move, attach];
}

/**
 * How a partition is dropped with its rows. To detach it without blocking anybody (`alone`), each statement needs its
 * own transaction: `before` first records in the partition's comment that it is to be dropped.
 */
export interface Dropping {
  readonly before: readonly string[];
  readonly alone: string | undefined;
  readonly together: readonly string[];
}

export function droppingStatements(table: FoundTable, { schema, name, bound, detaching }: FoundPartition): Dropping {
  const [parent, own] = [qualifiedName(table.schema, table.name), qualifiedName(schema, name)];
  const drop = `DROP TABLE ${own}`;
  const mark = [`COMMENT ON TABLE ${own} IS ${quoteLiteral(expiredMark(table.schema, table.name, bound)).trim()}`];
  if (detaching)
    return { before: mark, alone: `ALTER TABLE ${parent} DETACH PARTITION ${own} FINALIZE`, together: [drop] };
  // PostgreSQL cannot detach concurrently from a table that has a default partition.
  if (table.partitions.some(({ isDefault }) => isDefault))
    return { before: [], alone: undefined, together: [`ALTER TABLE ${parent} DETACH PARTITION ${own}`, drop] };
  return { before: mark, alone: `ALTER TABLE ${parent} DETACH PARTITION ${own} CONCURRENTLY`, together: [drop] };
}

/** The remaining statements for a partition that was detached before. */
export function droppingDetached({ schema, name }: DetachedPartition): Dropping {
  return { before: [], alone: undefined, together: [`DROP TABLE ${qualifiedName(schema, name)}`] };
}
