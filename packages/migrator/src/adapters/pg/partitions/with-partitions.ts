import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Attempt, FoundTable, PartitionSession } from '../../../ports/partitions/partition-session.ts';
import { expiredMarkPrefix } from '../../../schema/partitioning/expired-mark.ts';
import { noTransactionTimeout } from '../connection/own-limits.ts';
import { takeClient } from '../connection/take-client.ts';
import { type ConnectOptions, targetOf } from '../reach/connect.ts';
import { FIND_TABLE, IS_HYPERTABLE } from './find-table.ts';

/** Of one try, milliseconds; between two tries others come to their locks. */
interface Patience {
  readonly lockMs: number;
  readonly statementMs: number;
}

const TRIES = 10;
const PAUSE_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

/** See `WithPartitions`. Settings of the session are put back, as the client may be lent. */
export async function withPartitions<Result>(
  options: ConnectOptions,
  patience: Patience,
  work: (session: PartitionSession) => Promise<Result>,
): Promise<Result> {
  const { client, release } = await takeClient(options);
  try {
    const { rows } = await client.query<{ today: string }>(
      "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today",
    );
    return await work({
      target: targetOf(options),
      today: rows[0]?.today ?? '',
      find: (schema, name) => find(client, patience, schema, name),
      run: (statements) => run(client, patience, statements),
      runAlone: (statement) => runAlone(client, patience, statement),
    });
  } finally {
    await release();
  }
}

type Row = Omit<FoundTable, 'schema' | 'name' | 'keyType'> & { readonly keyType: string | null };

async function find(client: Client, patience: Patience, schema: string, name: string): Promise<FoundTable | undefined> {
  await client.query('begin read only');
  try {
    for (const setting of ["datestyle = 'ISO'", "timezone = 'UTC'", ...limits(patience)])
      await client.query(`set local ${setting}`);
    const [row] = (await client.query<Row>(FIND_TABLE, [schema, name, expiredMarkPrefix(schema, name)])).rows;
    if (row === undefined) return undefined;
    const kind = row.kind === 'plain' && (await isHypertable(client, schema, name)) ? 'hypertable' : row.kind;
    return { ...row, schema, name, kind, keyType: row.keyType ?? '' };
  } finally {
    await client.query('rollback');
  }
}

async function isHypertable(client: Client, schema: string, name: string): Promise<boolean> {
  const installed = await client.query("select from pg_extension where extname = 'timescaledb'");
  if (installed.rows.length === 0) return false;
  return (await client.query(IS_HYPERTABLE, [schema, name])).rows.length > 0;
}

async function run(client: Client, patience: Patience, statements: readonly string[]): Promise<Attempt> {
  for (let left = TRIES; ; left--) {
    const attempt = await once(client, patience, statements);
    if (attempt.done || attempt.sqlState !== LOCK_NOT_AVAILABLE || left <= 1) return attempt;
    await pause(PAUSE_MS);
  }
}

async function once(client: Client, patience: Patience, statements: readonly string[]): Promise<Attempt> {
  await client.query('begin');
  try {
    for (const limit of limits(patience)) await client.query(`set local ${limit}`);
    await client.query(noTransactionTimeout);
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
    return { done: true };
  } catch (error) {
    // A session that is gone cannot roll back, and that error counts.
    await client.query('rollback');
    return failed(error);
  }
}

async function runAlone(client: Client, patience: Patience, statement: string): Promise<Attempt> {
  try {
    for (const limit of limits(patience)) await client.query(`set ${limit}`);
    await client.query(statement);
    return { done: true };
  } catch (error) {
    return failed(error);
  } finally {
    for (const limit of ['lock_timeout', 'statement_timeout']) await client.query(`reset ${limit}`);
  }
}

function limits({ lockMs, statementMs }: Patience): readonly string[] {
  return [`lock_timeout = ${lockMs}`, `statement_timeout = ${statementMs}`];
}

/** What the server said; anything else is not an answer of it. */
function failed(error: unknown): Attempt {
  const sqlState: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (!(error instanceof Error) || typeof sqlState !== 'string' || !/^[0-9A-Z]{5}$/.test(sqlState)) throw error;
  return { done: false, sqlState, message: error.message };
}
