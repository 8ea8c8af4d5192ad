import type { Limits } from '../../../ports/database/limits.ts';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import type { PgConnection } from '../connection/connection.ts';
import { Script } from './script.ts';

/**
 * One statement alone in its message, as CREATE INDEX CONCURRENTLY demands. Its limits cannot be set in the same
 * message. On a session of our own they are set before it and reset after it, unless it began with them. Behind a
 * pooler a SET would land on a session of somebody else: there the statement's limit is a timer here that sends a
 * cancel request, and its lock waits are under the server's own lock_timeout.
 */
export async function runAlone(
  connection: PgConnection,
  sql: string,
  limits: Limits,
  pooled: boolean,
  cancel: () => Promise<void>,
): Promise<ServerFailure | undefined> {
  const { kind, runsAlone } = readStatement(sql);
  if (pooled && kind.kind === 'session-state') return settingBehindPooler;
  if (pooled && !runsAlone) return codeBehindPooler;
  const path = connection.searchPathSetting('session');
  if (pooled && path !== undefined) return pathBehindPooler;
  const session = await connection.session();
  const { settings: begunWith = {} } = session.dirty ? {} : connection.options;
  session.dirty = true;
  const statement = new Script().add(sql, { unit: 0, statement: 0 });
  if (pooled) {
    const timer = limits.statementTimeoutMs ? setTimeout(() => void cancel(), limits.statementTimeoutMs) : undefined;
    const outcome = await session.run(statement);
    clearTimeout(timer);
    // What PostgreSQL runs alone leaves nothing; the functions of an index could. This meets the same session unless
    // the pooler is busy.
    if (outcome.failed?.failure.connectionLost !== true) await session.clean();
    return outcome.failed?.failure;
  }
  const settings: readonly (readonly [string, number | undefined])[] = [
    ['lock_timeout', limits.lockTimeoutMs],
    ['statement_timeout', limits.statementTimeoutMs],
    // A statement by itself is a transaction, too.
    ['transaction_timeout', connection.hasTransactionTimeout ? 0 : undefined],
  ];
  const given = settings.filter(([name, value]) => value !== undefined && begunWith[name] !== String(value));
  const set = new Script();
  for (const [name, value] of given) set.add(`set ${name} = ${Math.max(0, Math.round(value ?? 0))}`);
  if (path !== undefined) set.add(path);
  if (set.length > 0) await connection.own('Setting the limits of the statement', set);
  const outcome = await session.run(statement);
  if (outcome.failed?.failure.connectionLost !== true && set.length > 0) {
    const reset = new Script();
    if (path !== undefined) reset.add(session.fresh.undo('search_path'));
    for (const [name] of given) reset.add(session.fresh.undo(name));
    await connection.own('Resetting the limits of the statement', reset);
  }
  return outcome.failed?.failure;
}

/** The next statement may run in another session of the server. */
const settingBehindPooler: ServerFailure = {
  connectionLost: false,
  sqlState: '0A000',
  message: 'behind a transaction pooler a SET does not reach the next statement of a transaction=off section',
  hint: 'Run this revision over a direct connection, or set it with ALTER ROLE … SET or ALTER DATABASE … SET.',
};

/** Names without a schema would mean those of the session's former client. */
const pathBehindPooler: ServerFailure = {
  connectionLost: false,
  sqlState: '0A000',
  message: 'behind a transaction pooler a statement that runs alone does not find the schema of its tenant',
  hint: 'Run this revision over a direct connection.',
};

/** It commits, so that nothing can be undone in its own transaction. */
const codeBehindPooler: ServerFailure = {
  connectionLost: false,
  sqlState: '0A000',
  message: 'behind a transaction pooler, the session state left by a procedure that commits could not be undone',
  hint: 'Run this revision over a direct connection.',
};
