import type { TokenList } from '../tokens/token-list.ts';

const TAKES: ReadonlySet<string> = new Set([
  'pg_advisory_lock',
  'pg_advisory_lock_shared',
  'pg_try_advisory_lock',
  'pg_try_advisory_lock_shared',
]);
const GIVES: ReadonlySet<string> = new Set([
  'pg_advisory_unlock',
  'pg_advisory_unlock_shared',
  'pg_advisory_unlock_all',
]);

/** What a statement does to the advisory locks of the session, by the function that it calls itself. */
export interface SessionLock {
  /** `pg_advisory_lock` …; absent when it takes none. */
  readonly takes?: string;
  readonly gives: boolean;
}

const NEITHER: SessionLock = { gives: false };

export function sessionLock(tokens: TokenList): SessionLock {
  if (!tokens.sql.toLowerCase().includes('advisory')) return NEITHER;
  let takes: string | undefined;
  let gives = false;
  for (const { kind, text, key } of tokens) {
    const name = kind === 'quoted-identifier' ? text.slice(1, -1) : key;
    if (TAKES.has(name)) takes ??= name;
    if (GIVES.has(name)) gives = true;
  }
  return { gives, ...(takes === undefined ? {} : { takes }) };
}
