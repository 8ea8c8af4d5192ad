import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { foreignKeys, type Solved, solveChecks } from './checks/solve-checks.ts';
import { makeRow, type Row } from './make-row.ts';
import { rowManners, type SeedStyle } from './seed-style.ts';
import { sqlTable, sqlValue } from './sql-value.ts';

type Query = ScratchDatabase['query'];

/** How often another row is tried in the place of one that does not go in. */
const variants = 6;
/** The same where the checks could not be tried beforehand. */
const guesses = 30;

/** Puts rows into one table. @returns why there is none in it, when there is none */
export async function seedTable(
  query: Query,
  table: TableShape,
  style: SeedStyle,
  firstRow: number,
): Promise<string | undefined> {
  const keys = await foreignKeys(query, table);
  const checked = await solveChecks(query, table, keys, style, firstRow);
  const labels = Math.max(0, ...table.columns.map(({ type }) => type.labels?.length ?? 0));
  const manners = rowManners(style, firstRow, labels);
  const first = await insert(
    query,
    table,
    manners.map((manner) => makeRow(table, manner, 0, keys, checked)),
  );
  let problem = first.problem;
  let some = first.done.includes(true);
  for (const [at, manner] of manners.entries()) {
    for (let variant = 0; variant < (isUnsure(checked) ? guesses : variants) && !first.done[at]; variant += 1) {
      const { done, problem: refused } = await insert(query, table, [makeRow(table, manner, variant, keys, checked)]);
      problem ??= refused;
      if (done[0] !== true) continue;
      some = true;
      break;
    }
  }
  if (some) return undefined;
  const [rows] = await query(`select exists (select from ${sqlTable(table)}) as some`);
  return rows?.some === true ? undefined : (problem ?? 'every row that was tried is in the way of another one');
}

const isUnsure = (checked: readonly Solved[]): boolean => checked.some(({ accepted, tried }) => accepted === tried);

/**
 * Each row by itself, but in one statement: `done` tells which of them a unique value did not keep out. `problem` is
 * what the server said against them all.
 */
async function insert(
  query: Query,
  table: TableShape,
  rows: readonly Row[],
): Promise<{ readonly done: readonly boolean[]; readonly problem?: string }> {
  const parts = rows.map((row, at) => `r${at} as (${insertSql(table, row)} on conflict do nothing returning 1)`);
  const counts = rows.map((_, at) => `(select count(*) from r${at}) > 0 as d${at}`);
  try {
    const [found] = await query(`with ${parts.join(',\n')}\nselect ${counts.join(', ')}`);
    return { done: rows.map((_, at) => found?.[`d${at}`] === true) };
  } catch (error) {
    return { done: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

function insertSql(table: TableShape, row: Row): string {
  const columns = table.columns.filter(({ name }) => row.has(name));
  if (columns.length === 0) return `insert into ${sqlTable(table)} default values`;
  const values = columns.map(({ name, type }) => sqlValue(row.get(name) ?? null, type.sql));
  const names = columns.map(({ name }) => quoteIdentifier(name));
  return `insert into ${sqlTable(table)} (${names.join(', ')}) values (${values.join(', ')})`;
}
