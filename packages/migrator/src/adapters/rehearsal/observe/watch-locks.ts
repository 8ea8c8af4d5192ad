import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { LockMode } from '../../../sql/statement/lock-mode.ts';
import { lockMode } from './lock-modes.ts';

/** A lock that was seen while a statement ran. */
export interface SeenLock {
  readonly oid: number;
  readonly mode: LockMode;
  /** From the look before the first that saw it to the one after the last. */
  readonly ms: number;
}

export interface SeenLocks {
  readonly locks: readonly SeenLock[];
  /** How often somebody looked while the statement ran; 0: it was over too soon. */
  readonly looks: number;
}

/**
 * Nobody else works on a copy: what client sessions hold there is the statement's. Of a run's other sessions only
 * Braid's own tables are locked, and those do not count.
 */
const LOOK = `select l.relation::int8::float8 as oid, l.mode from pg_locks l join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and l.granted and l.relation >= 16384 and a.backend_type = 'client backend' and l.pid <> pg_backend_pid()
and l.database = (select d.oid from pg_database d where d.datname = current_database())`;

/** The first looks follow each other at once; those at a statement that takes long are this many milliseconds apart. */
const MOST_PAUSE = 20;

/** Does something, and meanwhile looks with another session which locks are held. */
export async function watchLocks<T>(
  client: Client,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly ms: number; readonly seen: SeenLocks }> {
  const spans = new Map<string, Span>();
  let isDone = false;
  let looks = 0;
  const began = performance.now();
  const look = async (): Promise<void> => {
    let before = began;
    let held: readonly Span[] = [];
    for (let wait = 0; !isDone; wait = Math.min(MOST_PAUSE, wait + 1)) {
      const { rows } = await client.query<{ oid: number; mode: string }>(LOOK);
      const now = performance.now();
      if (!isDone) looks += 1;
      // What was held at the last look may have been held until this one.
      for (const span of held) span.to = now;
      held = rows.flatMap(({ oid, mode: word }) => {
        const mode = lockMode(word);
        return mode === undefined ? [] : [spanOf(spans, oid, mode, before)];
      });
      for (const span of held) span.to = now;
      before = now;
      if (wait > 0 && !isDone) await pause(wait);
    }
  };
  // A look that fails says nothing of the statement.
  const looking = look().catch(() => {
    looks = 0;
  });
  try {
    const result = await work();
    const ms = performance.now() - began;
    isDone = true;
    await looking;
    return { result, ms, seen: { looks, locks: [...spans.values()].map(lockOf) } };
  } finally {
    isDone = true;
    await looking;
  }
}

interface Span {
  readonly oid: number;
  readonly mode: LockMode;
  readonly from: number;
  to: number;
}

function spanOf(spans: Map<string, Span>, oid: number, mode: LockMode, from: number): Span {
  const key = `${oid} ${mode}`;
  const known = spans.get(key);
  if (known !== undefined) return known;
  const span = { oid, mode, from, to: from };
  spans.set(key, span);
  return span;
}

function lockOf({ oid, mode, from, to }: Span): SeenLock {
  return { oid, mode, ms: to - from };
}
