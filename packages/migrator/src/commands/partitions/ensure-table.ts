import { quoteForMessage } from '../../errors/files/revision-file-error.ts';
import type {
  Attempt,
  FoundPartition,
  FoundTable,
  PartitionSession,
} from '../../ports/partitions/partition-session.ts';
import {
  expiredPartitions,
  type MissingPartition,
  missingPartitions,
} from '../../schema/partitioning/missing-partitions.ts';
import type { RangePartitioning } from '../../schema/partitioning/partitioning.ts';
import { type Dropping, droppingDetached, droppingStatements, makingStatements } from './ensure-statements.ts';
import type { PartitionProblem } from './partitions-result.ts';

const CHECK_VIOLATION = '23514';
/** Another process has created it meanwhile: the name, the row type or the range is taken. */
const TAKEN: ReadonlySet<string> = new Set(['42P07', '42710', '23505', '42P17']);

export interface Ensured {
  readonly made: readonly string[];
  readonly missing: readonly string[];
  readonly dropped: readonly string[];
  readonly problems: readonly PartitionProblem[];
}

/** Creates missing partitions, each in its own transaction. Other processes may do so at the same time. */
export async function makeMissing(
  session: PartitionSession,
  table: FoundTable,
  ranges: RangePartitioning,
  movesRows: boolean,
): Promise<Pick<Ensured, 'made' | 'missing' | 'problems'>> {
  const made: string[] = [];
  const problems: PartitionProblem[] = [];
  let current = table;
  const lacking = () =>
    missingPartitions(
      ranges,
      session.today,
      current.partitions.map(({ bound }) => bound),
    );
  for (const wanted of lacking()) {
    const attempt = await session.run(makingStatements(current, wanted));
    if (attempt.done) {
      made.push(wanted.name);
      continue;
    }
    current = (await session.find(table.schema, table.name)) ?? current;
    const still = lacking().find(({ name }) => name === wanted.name);
    if (still === undefined) continue;
    const fallback = current.partitions.find(({ isDefault }) => isDefault);
    if (attempt.sqlState === CHECK_VIOLATION && fallback !== undefined) {
      const moved = movesRows && current.immovable === null;
      const again = moved ? await session.run(makingStatements(current, still, fallback)) : attempt;
      if (again.done) made.push(wanted.name);
      else problems.push(defaultHasRows(current, still, fallback, movesRows));
    } else problems.push(problemOf(current, wanted.name, attempt));
  }
  current = (await session.find(table.schema, table.name)) ?? current;
  return { made, problems, missing: lacking().map(({ name }) => name) };
}

/**
 * Drops partitions older than the declaration retains, with their rows; also those that an earlier call detached but
 * did not drop.
 */
export async function dropExpired(
  session: PartitionSession,
  table: FoundTable,
  ranges: RangePartitioning,
): Promise<Pick<Ensured, 'dropped' | 'problems'>> {
  const dropped: string[] = [];
  const problems: PartitionProblem[] = [];
  const { today } = session;
  const all = [
    ...expiredPartitions(ranges, today, table.partitions).map(
      (each) => [each.name, droppingStatements(table, each)] as const,
    ),
    ...expiredPartitions(ranges, today, table.detached).map((each) => [each.name, droppingDetached(each)] as const),
  ];
  for (const [name, dropping] of all) {
    const attempt = await drop(session, dropping);
    if (attempt.done) dropped.push(name);
    else problems.push(problemOf(table, name, attempt));
  }
  return { dropped, problems };
}

async function drop(session: PartitionSession, { before, alone, together }: Dropping): Promise<Attempt> {
  const marked = before.length === 0 ? DONE : await session.run(before);
  if (!marked.done) return marked;
  const detached = alone === undefined ? DONE : await session.runAlone(alone);
  return detached.done ? await session.run(together) : detached;
}

const DONE: Attempt = { done: true };

function defaultHasRows(
  { name: table, immovable }: FoundTable,
  { name, period }: MissingPartition,
  fallback: FoundPartition,
  movesRows: boolean,
): PartitionProblem {
  return {
    code: 'default-has-rows',
    partition: name,
    message: `${name} cannot be created: the default partition ${fallback.name} has rows from ${period.from} to ${period.to}.`,
    repair:
      immovable === null && !movesRows
        ? `migrate partitions ensure ${table} --move-rows`
        : `Move them in a hand-written revision, because ${immovable ?? 'others write them at the same time'}: migrate revision --empty -m "move rows of ${fallback.name}"`,
  };
}

function problemOf(
  { name: table }: FoundTable,
  partition: string,
  { sqlState, message }: { readonly sqlState: string; readonly message: string },
): PartitionProblem {
  const said = quoteForMessage(message, 200);
  if (sqlState === '55P03')
    return {
      code: 'locked',
      partition,
      message: `${partition}: the locks of ${table} were never free.`,
      repair: `migrate partitions ensure ${table}`,
    };
  if (TAKEN.has(sqlState))
    return {
      code: 'name-taken',
      partition,
      message: `${partition} cannot be created: ${said}`,
      repair: `Rename the object called ${partition}, and run it again: migrate partitions ensure ${table}`,
    };
  return {
    code: 'refused',
    partition,
    message: `${partition}: PostgreSQL refused (${sqlState}): ${said}`,
    repair: `Fix what the message reports, and run it again: migrate partitions ensure ${table}`,
  };
}
