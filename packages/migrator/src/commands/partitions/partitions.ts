import { UsageError } from '../../errors/usage/usage-error.ts';
import type { PartitionSession } from '../../ports/partitions/partition-session.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { sqlFiles } from '../shared/schema/declared-objects.ts';
import { type DeclaredPartitioning, readPartitionings } from '../shared/schema/declared-partitionings.ts';
import type { Workbench } from '../shared/workbench.ts';
import { dropExpired, makeMissing } from './ensure-table.ts';
import { isByTime, lookAtTable } from './look-at-table.ts';
import type { PartitionAction, PartitionsResult, TableReport } from './partitions-result.ts';

export type PartitionsBench = Pick<Workbench, 'workspace' | 'files' | 'withPartitions' | 'safety'>;

export interface PartitionsOptions {
  readonly action: PartitionAction;
  /** Only these tables, `events` or `app.events`; none: all that are declared. */
  readonly tables?: readonly string[];
  readonly slice?: string | undefined;
  /** Instead of the number of periods that the declaration says. */
  readonly ahead?: number;
  /** Say what is missing and make nothing. */
  readonly dryRun?: boolean;
  /** Drop partitions that are older than the declaration retains, with their rows. */
  readonly retain?: boolean;
  /** Move rows out of the default partition that are in the way. */
  readonly moveRows?: boolean;
}

/**
 * Lists the tables whose partitions `sql/` declares, or makes their missing partitions. It takes no lease: each
 * partition is made in its own transaction, and if another process made it first, that is found out. Throws a
 * `UsageError` for a table that is not declared, and what `confirmLoss` throws before rows are dropped.
 */
export async function partitions(bench: PartitionsBench, options: PartitionsOptions): Promise<PartitionsResult> {
  const { action, dryRun = false, ahead } = options;
  const wanted = wantedTables(bench, options);
  return await bench.withPartitions(async (session) => {
    const looks = [];
    for (const declared of wanted) {
      const { schema, name } = declared.partitioning.table;
      const found = await session.find(schema, name);
      looks.push({ found, ...lookAtTable(declared, found, session.today, ahead) });
    }
    const changes = action === 'ensure' && !dryRun;
    if (changes)
      await confirmChanges(
        bench,
        looks.map(({ report }) => report),
        options.retain === true,
      );
    const tables: TableReport[] = [];
    for (const { found, report, ranges } of looks) {
      if (!changes || found === undefined || ranges === undefined) {
        tables.push(report);
        continue;
      }
      const done = await makeMissing(session, found, ranges, options.moveRows === true);
      const gone = options.retain === true ? await dropExpired(session, found, ranges) : { dropped: [], problems: [] };
      const problems = [...report.problems, ...done.problems, ...gone.problems];
      const expired = report.expired.filter((name) => !gone.dropped.includes(name));
      tables.push({ ...report, ...done, ...gone, expired, problems });
    }
    return resultOf(session, tables, action, dryRun);
  });
}

function resultOf(
  { target, today }: PartitionSession,
  tables: readonly TableReport[],
  action: PartitionAction,
  dryRun: boolean,
): PartitionsResult {
  const isWrong = ({ missing, problems }: TableReport): boolean =>
    missing.length > 0 || problems.some(({ code }) => code !== 'left-over');
  return { action, database: target, today, dryRun, tables, failed: tables.some(isWrong) };
}

function wantedTables(bench: PartitionsBench, options: PartitionsOptions): readonly DeclaredPartitioning[] {
  const slice = knownSlice(bench.workspace, options.slice);
  const sources = bench.workspace.slices.flatMap((each) => sqlFiles(bench, each));
  const declared = readPartitionings(sources).filter((each) => slice === undefined || each.slice === slice);
  const names = options.tables ?? [];
  const isNamed = ({ partitioning: { table } }: DeclaredPartitioning, name: string): boolean =>
    name === table.path || name === `${table.schema}.${table.name}`;
  const known = declared.map(({ partitioning: { table } }) => table.path);
  const unknown = names.find((name) => !declared.some((each) => isNamed(each, name)));
  if (unknown !== undefined) throw new UsageError({ problem: 'table-not-declared', table: unknown, known });
  if (names.length > 0) return declared.filter((each) => names.some((name) => isNamed(each, name)));
  return options.action === 'list' ? declared : declared.filter(({ partitioning }) => isByTime(partitioning));
}

async function confirmChanges(bench: PartitionsBench, reports: readonly TableReport[], drops: boolean): Promise<void> {
  const losses = (drops ? reports : []).flatMap(({ table, expired, partitions: all }) =>
    expired.map((name) => {
      const rows = all.find((each) => each.name === name)?.rows ?? null;
      return `${name} of ${table}${rows === null ? '' : ` with about ${rows} rows`}`;
    }),
  );
  const makes = reports.reduce((sum, { missing }) => sum + missing.length, 0);
  const number = (count: number): string => `${count} partition${count === 1 ? '' : 's'}`;
  const declined = { asked: 'run', look: '--dry-run' } as const;
  if (losses.length > 0) await confirmLoss(bench, { doing: `Drop ${number(losses.length)}`, losses, declined });
  else if (makes > 0) await confirmLoss(bench, { doing: `Create ${number(makes)}`, losses, declined });
}
