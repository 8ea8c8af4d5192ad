/**
 * Turns off the `transaction_timeout` of the role or the database for this transaction, and returns what it was.
 * Servers before PostgreSQL 17 do not know the setting and refuse to set it; written like this, every server accepts
 * it.
 */
export const noTransactionTimeout =
  "select pg_catalog.current_setting('transaction_timeout', true), case when pg_catalog.current_setting('transaction_timeout', true) is not null then pg_catalog.set_config('transaction_timeout', '0', true) end";

/** The first version that has the setting. */
export const firstWithTransactionTimeout = 170_000;

/** The limits for a look of our own, on any server: the role's limits are meant for its applications. Milliseconds. */
export function ownLimits(lockMs: number, statementMs: number): readonly string[] {
  return [`set local statement_timeout = ${statementMs}`, `set local lock_timeout = ${lockMs}`, noTransactionTimeout];
}

/**
 * How long the server may take to answer a message without anything of a revision: longer than its own limit for each
 * of our statements. A session that is silent even then is dead, though its socket is open.
 */
export const ownAnswerMs = 90_000;
