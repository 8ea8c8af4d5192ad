import type { ObservedEffects, Timing } from '../../lint/rule/observation.ts';
import type { TableSizes } from '../../lint/stats/table-sizes.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import { whoWaits } from '../../sql/statement/lock-mode.ts';
import { timeStatement } from '../timing/time-statement.ts';
import { observeStatement } from './observe-statement.ts';
import { observeWithRows } from './observe-with-rows.ts';

export interface ObservedStatement {
  readonly sql: string;
  /** Statements that set something for it. */
  readonly session: readonly string[];
  /** `alter table`, `truncate` … */
  readonly command: string;
}

/**
 * Runs a statement, and reports what it did; with the sizes of production also how long it takes. Where two tables are
 * locked it runs with rows in them first, since a join may not look at the second when the first is empty.
 */
export async function effectsOf(
  database: ScratchDatabase,
  statement: ObservedStatement,
  sizes: TableSizes | undefined,
): Promise<ObservedEffects> {
  const { sql, session, command } = statement;
  const isTimed = (seen: ObservedEffects): boolean => sizes !== undefined && growsWithRows(seen, command);
  let isKept = false;
  const keep = (seen: ObservedEffects): boolean => {
    isKept = waitedFor(seen).length < 2 && !isTimed(seen);
    return isKept;
  };
  const seen = await observeStatement(database, sql, { session, keep });
  if (isKept) return seen;
  const waited = waitedFor(seen);
  const more = waited.length < 2 ? undefined : await observeWithRows(database, sql, session, waited);
  const timing = sizes !== undefined && isTimed(seen) ? await timed(database, sizes, statement, seen) : undefined;
  await inTransaction(database, [...session, sql]);
  return {
    ...seen,
    scanned: [...new Set([...seen.scanned, ...(more?.scanned ?? [])])].sort(),
    ...(timing === undefined ? {} : { timing }),
  };
}

function waitedFor({ locks }: ObservedEffects): readonly string[] {
  return locks.filter(({ mode }) => whoWaits(mode) !== undefined).map(({ relation }) => relation);
}

/** Whether it reads or writes what is there while others wait; a file that is thrown away may be of any size. */
function growsWithRows({ rewritten, scanned, locks }: ObservedEffects, command: string): boolean {
  if (command === 'truncate' || command === 'drop') return false;
  const isWaited = (path: string): boolean =>
    locks.some(({ relation, mode }) => relation === path && whoWaits(mode) !== undefined);
  return rewritten.length > 0 || scanned.some(isWaited);
}

async function timed(
  database: ScratchDatabase,
  sizes: TableSizes,
  { sql, session }: ObservedStatement,
  { locks, rewritten, scanned, writesFiles }: ObservedEffects,
): Promise<Timing | undefined> {
  const relations = [...new Set([...locks.map(({ relation }) => relation), ...rewritten, ...scanned])];
  return await timeStatement(database, sizes, { sql, session, relations, writesFiles });
}

async function inTransaction(database: ScratchDatabase, statements: readonly string[]): Promise<void> {
  await database.query('begin');
  try {
    for (const sql of statements) await database.query(sql);
    await database.query('commit');
  } catch (error) {
    await database.query('rollback');
    throw error;
  }
}
