/**
 * Limits that an administrator gives a role or a database for its applications. They would end a session of ours while
 * it waits, or a statement of ours while the machine is busy. Every server since PostgreSQL 14 knows them.
 */
export const roleLimits = [
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
] as const;

/** The fifth, since PostgreSQL 17: older servers refuse a session that asks for it. */
export const transactionLimit = 'transaction_timeout';

/** Names of settings and their values. */
export type SessionSettings = Readonly<Record<string, string>>;

/**
 * The `options` of the startup message with which a session starts without the limits of its role: they never apply,
 * and RESET returns to this. What the connection string sets comes later, and wins.
 *
 * @param given those of the connection string
 * @param looksMs the session only looks, and each statement ends after so long
 * @param settings win over everything
 */
export function startOptions(
  given: string | undefined,
  hasTransactionLimit: boolean,
  looksMs?: number,
  settings: SessionSettings = {},
): string {
  const names = hasTransactionLimit ? [...roleLimits, transactionLimit] : roleLimits;
  const unlimited = names.map((name) => `-c ${name}=0`);
  const looks = looksMs === undefined ? [] : [`-c statement_timeout=${looksMs}`, '-c default_transaction_read_only=on'];
  // Of two values of one setting the server takes the last.
  const last = Object.entries(settings).map(([name, value]) => `-c ${name}=${escaped(value)}`);
  return [...unlimited, ...looks, ...(given === undefined || given === '' ? [] : [given]), ...last].join(' ');
}

/** The server splits what it is given at spaces. */
function escaped(value: string): string {
  return value.replace(/[\\\s]/g, '\\$&');
}

/**
 * Whether these options may be the reason for a refusal: by a pooler, which passes sessions from one client to the
 * next, or by a server that is too old. Not where the role, the database or the number of connections is the reason.
 */
export function mayRefuseOptions(code: unknown): boolean {
  return typeof code === 'string' && /^(?:08|0A|22|42|XX)/.test(code);
}
