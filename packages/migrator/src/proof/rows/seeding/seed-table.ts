import type { TableShape } from '../../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { Solved } from '../checks/solve-checks.ts';
import { makeRow, type Row } from '../make-row.ts';
import { rowManners, type SeedStyle } from '../seed-style.ts';
import { sqlTable, sqlValue } from '../sql-value.ts';
import type { Answer } from './attempts.ts';
import { lookAtTable, type Question } from './look-at-table.ts';

/** Puts rows into one table, question by question. In the end: why there is none in it, when there is none. */
export type Seeding = Generator<Question, string | undefined, readonly Answer[]>;

/** How often another row is tried in the place of one that does not go in. */
const variants = 6;
/** The same where the checks could not be tried beforehand. */
const guesses = 30;

export function* seedTable(table: TableShape, style: SeedStyle, firstRow: number): Seeding {
  const { keys, checked } = yield* lookAtTable(table, style, firstRow);
  const labels = Math.max(0, ...table.columns.map(({ type }) => type.labels?.length ?? 0));
  const manners = rowManners(style, firstRow, labels);
  const rowsOf = (variant: number): readonly Row[] =>
    manners.map((manner) => makeRow(table, manner, variant, keys, checked));
  const [together] = yield {
    attempts: [[insertTogether(table, rowsOf(0))]],
    likely: [`[${manners.map(() => 'true').join(', ')}]`],
    writes: true,
  };
  const done = doneOf(together);
  const open = manners.filter((_, at) => !done[at]);
  if (open.length === 0) return undefined;
  const tries = isUnsure(checked) ? guesses : variants;
  const alone = yield {
    attempts: open.map((manner) =>
      Array.from({ length: tries }, (_, variant) => insertAlone(table, makeRow(table, manner, variant, keys, checked))),
    ),
    writes: true,
  };
  if (done.includes(true) || alone.some(({ text }) => text !== null)) return undefined;
  const [some] = yield {
    attempts: [[`select 'true' as answer where exists (select from ${sqlTable(table)})`]],
    writes: true,
  };
  if (some?.text === 'true') return undefined;
  const problem = [together, ...alone].find((answer) => answer?.problem !== undefined)?.problem;
  return problem ?? 'every row that was tried conflicts with another one';
}

const isUnsure = (checked: readonly Solved[]): boolean => checked.some(({ accepted, tried }) => accepted === tried);

/** Each row by itself, but in one statement, which reports for each whether a unique value kept it out. */
function insertTogether(table: TableShape, rows: readonly Row[]): string {
  const parts = rows.map((row, at) => `r${at} as (${insertSql(table, row)} on conflict do nothing returning 1)`);
  const found = rows.map((_, at) => `exists (select from r${at})`);
  return `with ${parts.join(',\n')}\nselect json_build_array(${found.join(', ')})::text as answer`;
}

function insertAlone(table: TableShape, row: Row): string {
  return `with r as (${insertSql(table, row)} on conflict do nothing returning 1) select 'true' as answer where exists (select from r)`;
}

function doneOf(answer: Answer | undefined): readonly boolean[] {
  const done: unknown = JSON.parse(answer?.text ?? '[]');
  return Array.isArray(done) ? done.map((each) => each === true) : [];
}

function insertSql(table: TableShape, row: Row): string {
  const columns = table.columns.filter(({ name }) => row.has(name));
  if (columns.length === 0) return `insert into ${sqlTable(table)} default values`;
  const values = columns.map(({ name, type }) => sqlValue(row.get(name) ?? null, type.sql));
  const names = columns.map(({ name }) => quoteIdentifier(name));
  return `insert into ${sqlTable(table)} (${names.join(', ')}) values (${values.join(', ')})`;
}
