import type { TimedPoint, Timing } from '../../lint/rule/observation.ts';
import type { TableSize, TableSizes } from '../../lint/stats/table-sizes.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import { shownName } from '../../sql/names/shown-name.ts';
import { sqlTable } from '../rows/sql-value.ts';
import { columnWidths, rowWidth } from './column-widths.ts';
import { fillTable } from './fill-table.ts';
import { uniqueColumns } from './unique-columns.ts';

/** Rows of the largest table for timing a statement; a tenth of them gives the second point of the line. */
export const TIMED_ROWS = 200_000;
/** The most bytes of rows, so that wide rows take neither too much disk nor time. */
const MOST_BYTES = 96e6;
/** Rows of a table that production does not have, or of which the number is unknown. */
const UNKNOWN_ROWS = 1000;
const RUNS = 2;

export interface TimedStatement {
  readonly sql: string;
  /** Statements that set something for it. */
  readonly session: readonly string[];
  /** The relations that it locks, reads or rewrites, by path. */
  readonly relations: readonly string[];
  /** Whether it writes new files of tables or indexes. */
  readonly writesFiles: boolean;
}

/**
 * How long a statement takes on a copy of the database, with rows of production's width: in a transaction that is
 * rolled back, twice with few rows and twice with ten times as many. Only what production has rows in is timed:
 * `undefined` for anything else.
 */
export async function timeStatement(
  database: ScratchDatabase,
  sizes: TableSizes,
  statement: TimedStatement,
): Promise<Timing | undefined> {
  const rows = statement.relations.flatMap((path) => sizes.find(path)?.rows ?? []);
  if (Math.max(0, ...rows) === 0) return undefined;
  const timed = (isDistinct: boolean): Promise<Timing> =>
    database.withCopy(async (copy) => ({
      points: await pointsOf(copy, sizes, statement, isDistinct),
      isLogSkipped: statement.writesFiles && (await isMinimal(copy)),
    }));
  try {
    return await timed(false);
  } catch (error) {
    // A new unique key that production may have, and the values did not: with others in each row it may be.
    return await timed(true).catch(() => ({ untimed: error instanceof Error ? error.message : String(error) }));
  }
}

interface Wanted {
  readonly shape: TableShape;
  readonly size: TableSize | undefined;
  readonly rows: number;
}

async function pointsOf(
  copy: ScratchDatabase,
  sizes: TableSizes,
  statement: TimedStatement,
  isDistinct: boolean,
): Promise<readonly TimedPoint[]> {
  const shapes = (await copy.readTables()).filter((shape) => statement.relations.includes(shownName(shape)));
  const wanted = shapes.map((shape): Wanted => {
    const size = sizes.find(shownName(shape));
    return { shape, size, rows: size?.rows ?? UNKNOWN_ROWS };
  });
  const largest = Math.max(...wanted.map(({ rows }) => rows));
  if (wanted.length === 0 || largest === 0) throw new Error('it works on something that has no rows of its own');
  const bytes = wanted.reduce((sum, each) => sum + each.rows * rowWidth(each.shape, each.size), 0);
  const most = Math.min(1, TIMED_ROWS / largest, MOST_BYTES / bytes);
  const uniqueOf = await uniqueColumns(copy, shapes);
  const points: TimedPoint[] = [];
  let before = 0;
  for (const share of [most / 10, most]) {
    const countOf = (rows: number, at: number): number => (at === 0 ? 0 : Math.max(1, Math.round(rows * at)));
    // This many rows has each of the tables, so that foreign keys find theirs.
    const shared = Math.min(...wanted.map(({ rows }) => countOf(rows, share)).filter((rows) => rows > 0));
    await copy.query('set session_replication_role = replica');
    for (const { shape, size, rows } of wanted) {
      const [from, to] = [countOf(rows, before) + 1, countOf(rows, share)];
      const unique = uniqueOf(shape);
      await fillTable(copy, {
        ...{ shape, from, to, widthOf: columnWidths(shape, size) },
        valuesOf: (name) =>
          isDistinct || unique.has(name) ? undefined : distinctValues(name, size, { rows: to, shared, wanted }),
      });
      // Rows that were just written are marked as such by who reads them first: in production that is done.
      await copy.query(`vacuum (analyze) ${sqlTable(shape)}`);
    }
    await copy.query('reset session_replication_role');
    const ms: number[] = [];
    for (let run = 0; run < RUNS; run += 1) ms.push(await runOnce(copy, statement));
    points.push({ share, rows: countOf(largest, share), ms });
    before = share;
  }
  return points;
}

/** Such a server keeps no log of files that are made in the same transaction. */
async function isMinimal({ query }: Pick<ScratchDatabase, 'query'>): Promise<boolean> {
  const [row] = await query("select current_setting('wal_level') as level");
  return row?.level === 'minimal';
}

/** As many values as production has of that many rows, where the role could see that. */
function distinctValues(
  name: string,
  size: TableSize | undefined,
  { rows, shared, wanted }: { readonly rows: number; readonly shared: number; readonly wanted: readonly Wanted[] },
): number | undefined {
  const distinct = size?.columns?.find((each) => each.name === name)?.distinct;
  if (distinct === undefined || distinct === 0) return shared;
  if (distinct <= -1 && wanted.length === 1) return undefined;
  return Math.max(1, Math.min(shared, Math.round(distinct < 0 ? -distinct * rows : distinct)));
}

async function runOnce({ query }: Pick<ScratchDatabase, 'query'>, { sql, session }: TimedStatement): Promise<number> {
  await query('begin');
  try {
    for (const each of session) await query(each);
    const began = await clock(query);
    await query(sql);
    return (await clock(query)) - began;
  } finally {
    await query('rollback');
  }
}

async function clock(query: ScratchDatabase['query']): Promise<number> {
  const [row] = await query('select extract(epoch from clock_timestamp())::float8 * 1000 as at');
  return Number(row?.at);
}
