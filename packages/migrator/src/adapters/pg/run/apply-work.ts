import type { Client } from 'pg';
import { ConnectionLostError } from '../../../errors/database/connection-errors.ts';
import { MigratorError } from '../../../errors/migrator-error.ts';
import type { Limits } from '../../../ports/database/limits.ts';
import type { RevisionSession, TransactionUnit } from '../../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import { withoutRowValues } from '../../../sql/secrets/row-values.ts';
import type { Lease } from '../../../state/lease.ts';
import type { PgConnection } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { isServerError, toServerFailure } from '../reach/server-failure.ts';
import type { CopySource } from './feed-copy.ts';
import { pinnedClient } from './pinned-client.ts';
import { addBegin, addRecord, recordCall } from './revision-script.ts';
import { Script } from './script.ts';
import { ScriptQuery } from './script-query.ts';
import { loadTextOf } from './value-text.ts';

type Work = (session: RevisionSession) => Promise<void>;

/** A data revision's code between BEGIN and the record, all in one transaction. */
export async function applyWork(
  connection: PgConnection,
  lease: Lease,
  unit: Omit<TransactionUnit, 'statements'>,
  work: Work,
): Promise<ServerFailure | undefined> {
  const { toolVersion } = connection.options;
  return await workInTransaction(connection, unit, work, (end, session) => {
    const call = recordCall(connection.names, lease, unit.record, unit.attemptId, toolVersion, true);
    addRecord(end, session.fresh, call, 0);
  });
}

/** Code between BEGIN and `finish`, which adds the record and the COMMIT; nothing stays where either fails. */
export async function workInTransaction(
  connection: PgConnection,
  unit: Pick<TransactionUnit, 'limits' | 'attemptId'>,
  work: Work,
  finish: (end: Script, session: Session) => void,
): Promise<ServerFailure | undefined> {
  const session = await connection.session();
  await session.clean();
  const begin = new Script();
  addBegin(begin, connection.limits(unit.limits), unit.attemptId, 0);
  begin.add(identity);
  const begun = await session.run(begin);
  if (begun.failed !== undefined) return begun.failed.failure;
  const failure = await runGuarded(session, work);
  if (failure !== undefined) return failure;
  // Before the record, so that it can be told apart from a lost lease.
  const check = new Script().add(`select pg_catalog.current_setting('braid.attempt', true)`).add(identity);
  const answer = await session.run(check);
  if (answer.failed !== undefined) return answer.failed.failure;
  const isSame = answer.rows[1]?.[0]?.[0] === begun.rows.at(-1)?.[0]?.[0];
  if (answer.rows[0]?.[0]?.[0] !== unit.attemptId || !isSame) {
    await session.rollback();
    return { connectionLost: false, sqlState: 'BR004', message: 'the revision ended its own transaction' };
  }
  const end = new Script();
  finish(end, session);
  return (await session.run(end)).failed?.failure;
}

/** When the transaction began, in microseconds: another transaction has another time, even if it sets what we set. */
export const identity = `select (pg_catalog.date_part('epoch', pg_catalog.transaction_timestamp()) operator(pg_catalog.*) 1000000)::pg_catalog.int8`;

/** A data revision's code with every statement in a transaction of its own. */
export async function runWork(
  connection: PgConnection,
  limits: Limits,
  work: Work,
  pooled: boolean,
): Promise<ServerFailure | undefined> {
  const session = await connection.session();
  session.dirty = true;
  const set = new Script();
  if (limits.lockTimeoutMs !== undefined) set.add(`set lock_timeout = ${Math.round(limits.lockTimeoutMs)}`);
  if (limits.statementTimeoutMs !== undefined)
    set.add(`set statement_timeout = ${Math.round(limits.statementTimeoutMs)}`);
  // Each statement is a transaction, too.
  if (connection.hasTransactionTimeout) set.add('set transaction_timeout = 0');
  const path = connection.searchPathSetting('session');
  if (path !== undefined) set.add(path);
  // Behind a pooler it would affect a session of another client.
  if (set.length > 0 && !pooled) await connection.own('Setting the limits of the revision', set);
  if (!pooled) return runGuarded(session, work);
  return runGuarded(session, work, {
    client: pinnedClient(session.client, connection.limits(limits), session.fresh),
    keepsCursors: false,
  });
}

/** The failure if the server caused one; errors of the code itself are thrown, after the rollback. */
export async function runGuarded(
  session: Session,
  work: Work,
  { client, keepsCursors }: { readonly client: Client; readonly keepsCursors: boolean } = {
    client: session.client,
    keepsCursors: true,
  },
): Promise<ServerFailure | undefined> {
  session.lentToRevision = true;
  try {
    const textOf = await loadTextOf();
    await work({
      client,
      textOf,
      keepsCursors,
      copyFrom: (sql, data) => copyFrom(session, sql, data),
      execute: async (sql, parameters) => {
        const result = await client.query<Record<string, unknown>>(sql, parameters?.slice());
        return { rows: result.rows, rowCount: result.rowCount, command: result.command };
      },
    });
    return session.lost ? toServerFailure(new ConnectionLostError({ said: 'the connection ended' })) : undefined;
  } catch (error) {
    await session.rollback();
    // What the server reported may be its cause, but the code's own error says more.
    if (!session.lost && error instanceof MigratorError) throw error;
    if (session.lost || isServerError(error))
      return { ...toServerFailure(error), ...(session.lost ? { connectionLost: true } : {}) };
    throw error;
  } finally {
    session.lentToRevision = false;
  }
}

async function copyFrom({ client }: Session, sql: string, data: CopySource): Promise<number> {
  const query = new ScriptQuery(sql, { copyData: () => data });
  client.query(query);
  const { error, thrown, tags } = await query.answer;
  if (thrown !== undefined) throw thrown;
  if (error !== undefined) throw cleaned(sql, error);
  return Number(/\d+$/.exec(tags[0] ?? '')?.[0] ?? 0);
}

/** The same error of the driver, without the values of rows that hold credentials. */
function cleaned(sql: string, error: unknown): unknown {
  if (!(error instanceof Error) || !isServerError(error)) return error;
  const { message, detail = '', where = '' } = withoutRowValues(sql, toServerFailure(error));
  if (error.stack !== undefined) error.stack = error.stack.replace(error.message, message);
  return Object.assign(error, { message, detail, where });
}
