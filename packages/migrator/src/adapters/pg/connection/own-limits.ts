/**
 * Ends a `transaction_timeout` of the role or the database for this transaction, and answers with what it was. Servers
 * before PostgreSQL 17 do not know the setting, and refuse to set what they do not know; asked like this, each of them
 * answers.
 */
export const noTransactionTimeout =
  "select pg_catalog.current_setting('transaction_timeout', true), case when pg_catalog.current_setting('transaction_timeout', true) is not null then pg_catalog.set_config('transaction_timeout', '0', true) end";

/** The first server that has the setting. */
export const firstWithTransactionTimeout = 170_000;

/** The limits of a look of our own, on any server: those of the role are made for its applications. Milliseconds. */
export function ownLimits(lockMs: number, statementMs: number): readonly string[] {
  return [`set local statement_timeout = ${statementMs}`, `set local lock_timeout = ${lockMs}`, noTransactionTimeout];
}

/**
 * How long the server may take to answer a message in which nothing is a revision's: longer than its own limit for each
 * of our statements. A session that says nothing even then is dead, though its socket is open.
 */
export const ownAnswerMs = 90_000;
