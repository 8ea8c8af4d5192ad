import type { BatchKey, NextBatch } from '../../../../ports/database/backfill-store.ts';
import type { Limits } from '../../../../ports/database/limits.ts';
import type { ServerFailure } from '../../../../ports/database/server-failure.ts';
import { keyLiteral } from '../../../../sql/batch/bind-batch.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { BackfillState } from '../../../../state/backfill-state.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { textArray } from '../../state/log.ts';
import type { Row } from '../../state/read-beginning.ts';
import { addBegin } from '../revision-script.ts';
import { Script } from '../script.ts';
import { IS_ALONE } from './is-alone.ts';
import { KEY_SETTINGS, TEXT_SETTINGS } from './read-batch-key.ts';
import { tableTree } from './table-tree.ts';

/** How many keys are named for which a condition does not hold. */
const SAMPLE = 10;

/**
 * Rows are read in the order of the index, however few rows the server expects: otherwise all remaining rows would be
 * read and sorted for each batch.
 */
const IN_ORDER = 'set local enable_sort = off';

/**
 * The last of the next rows after the cursor. Only these rows are read, and only from the index, however wide the gaps
 * between the keys are; with a condition, rows are read until enough of them meet it.
 */
export async function nextBatch(
  connection: PgConnection,
  key: BatchKey,
  state: BackfillState,
  size: number,
  where?: { readonly condition: string; readonly limits: Limits },
): Promise<NextBatch | undefined | { readonly failure: ServerFailure }> {
  if (state.upper === undefined) return undefined;
  const { table, columns } = key;
  const names = columns.map((column) => `t.${column}`).join(', ');
  const shown = `array_to_json(array[${columns.map((column) => `t.${column}::text`).join(', ')}])`;
  const after = state.cursor === undefined ? 'true' : `${row(columns)} > ${keyLiteral(state.cursor, key.types)}`;
  const rest = `${after} and ${row(columns)} <= ${keyLiteral(state.upper, key.types)}`;
  const condition = where === undefined ? '' : ` and (\n${where.condition}\n)`;
  const last = `with page as materialized (select ${names} from ${table} t
  where ${rest}${condition} order by ${names} limit ${size})
select (select count(*) from page), ${shown} from page t
order by ${columns.map((column) => `t.${column} desc`).join(', ')} limit 1`;
  if (where !== undefined) {
    const answer = await ask(connection, last, where.limits, { settings: [...TEXT_SETTINGS, IN_ORDER], own: IS_ALONE });
    return 'failure' in answer ? answer : batchOf([answer.rows[0], answer.own]);
  }
  // Skipping the rows before it costs less than holding and counting them; at the end there are fewer. The JSON is
  // built outside: inside, it would be built for every skipped row, which costs seven times as much.
  const one = `select ${names} from ${table} t where ${rest} order by ${names} offset ${size - 1} limit 1`;
  const full = `select ${size}, ${shown} from (${one}) t`;
  return batchOf(await found(connection, full)) ?? batchOf(await found(connection, last));
}

type Found = readonly [row: Row | undefined, alone?: Row | undefined];

async function found(connection: PgConnection, query: string): Promise<Found> {
  const script = ownTransaction(connection).add(IN_ORDER);
  const at = script.length;
  const outcome = await connection.own('Looking for the next batch', script.add(query).add(IS_ALONE).add('commit'));
  return [outcome.rows[at]?.[0], outcome.rows[at + 1]?.[0]];
}

function batchOf([row, alone]: Found): NextBatch | undefined {
  if (row === undefined) return undefined;
  return { keys: Number(row[0]), to: texts(row[1]), ...(alone?.[0] === 't' ? { isAlone: true } : {}) };
}

/** Transactions that write to the table, by their names in `pg_locks`. */
export async function writersOf(
  connection: PgConnection,
  { table }: BatchKey,
  since: readonly string[] | undefined,
): Promise<readonly string[]> {
  const relation = `${quoteLiteral(table)}::regclass`;
  const script = ownTransaction(connection);
  const at = script.length;
  script
    .add(
      `select distinct l.virtualtransaction from pg_locks l
where l.locktype = 'relation' and l.granted and l.database = (select oid from pg_database where datname = current_database())
and l.relation in (${tableTree(relation)})
and l.mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
and l.pid is distinct from pg_backend_pid()${since === undefined ? '' : ` and l.virtualtransaction = any (${textArray(since)})`}`,
    )
    .add('commit');
  const outcome = await connection.own('Looking up who writes to the table', script);
  return (outcome.rows[at] ?? []).map(([name]) => name ?? '');
}

/** Keys up to the last one for which a condition does not hold, or is unknown. */
export async function keysWithout(
  connection: PgConnection,
  key: BatchKey,
  state: BackfillState,
  condition: string,
  limits: Limits,
): Promise<{ readonly keys: readonly (readonly string[])[] } | { readonly failure: ServerFailure }> {
  if (state.upper === undefined) return { keys: [] };
  const { table, columns, types } = key;
  const names = columns.map((column) => `t.${column}`).join(', ');
  const answer = await ask(
    connection,
    // In the order of the key all rows would be read through the index: most likely the condition holds for all.
    `with few as materialized (select ${names} from ${table} t where ${row(columns)} <= ${keyLiteral(state.upper, types)} and (
${condition}
) is not true limit ${SAMPLE})
select pg_catalog.array_to_json(array[${columns.map((column) => `t.${column}::pg_catalog.text`).join(', ')}]) from few t order by ${names}`,
    limits,
  );
  return 'failure' in answer ? answer : { keys: answer.rows.map(([json]) => texts(json)) };
}

/** The first value of the first row. */
export async function readValue(
  connection: PgConnection,
  query: string,
  limits: Limits,
): Promise<{ readonly value: string | null } | { readonly failure: ServerFailure }> {
  const answer = await ask(connection, query, limits);
  return 'failure' in answer ? answer : { value: answer.rows[0]?.[0] ?? null };
}

interface Asked {
  readonly settings?: readonly string[];
  /** A query of ours, run afterwards. */
  readonly own?: string;
}

/** A query of the revision's author: it finds names as the statements of the revision do, and changes nothing. */
async function ask(
  connection: PgConnection,
  query: string,
  limits: Limits,
  { settings = [], own }: Asked = {},
): Promise<{ readonly rows: readonly Row[]; readonly own: Row | undefined } | { readonly failure: ServerFailure }> {
  const session = await connection.session();
  await session.clean();
  const script = new Script();
  addBegin(script, connection.limits(limits), 'verify', 0);
  script.add('set transaction read only', { unit: 0 });
  for (const setting of settings) script.add(setting, { unit: 0 });
  const at = script.length;
  script.add(query, { unit: 0, statement: 0 });
  if (own !== undefined) {
    for (const sql of ['set local search_path = pg_catalog, pg_temp', own]) script.add(sql, { unit: 0 });
  }
  script.add('rollback', { unit: 0 });
  script.endsFresh = true;
  const outcome = await session.run(script);
  if (outcome.failed !== undefined) return { failure: outcome.failed.failure };
  return { rows: outcome.rows[at] ?? [], own: own === undefined ? undefined : outcome.rows[at + 2]?.[0] };
}

export function ownTransaction(connection: PgConnection): Script {
  const script = connection.transaction();
  for (const setting of KEY_SETTINGS) script.add(setting);
  // Rows that a policy hides would never be done.
  return script.add('set local row_security = off');
}

export function row(columns: readonly string[]): string {
  const names = columns.map((column) => `t.${column}`);
  return names.length === 1 ? names.join('') : `(${names.join(', ')})`;
}

export function texts(json: string | null | undefined): readonly string[] {
  const value: unknown = JSON.parse(json ?? '[]');
  return Array.isArray(value) ? value.map(String) : [];
}
