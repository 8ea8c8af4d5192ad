import { shortenSql } from '../../sql/redact-sql.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import { type RolledBack, type RunManner, rolledBack } from './rolled-back.ts';
import type { RunFacts } from './run-facts.ts';

/** A session that holds a lock which the revision needs. */
export interface LockBlocker {
  readonly pid: number;
  readonly relation: string;
  readonly ageMs: number;
  /** With secrets blanked; absent when the server hides it from this role. */
  readonly query?: string;
}

export interface LocksNotFree extends RevisionPlace, RunManner, RunFacts {
  readonly attempts: number;
  readonly waitedMs: number;
  readonly blockers: readonly LockBlocker[];
}

/**
 * The locks that a revision needs were not free in time.
 * @cause A long transaction, often an idle one or a report, holds a lock on a table that the revision changes.
 * @repair End the transactions in the way with `select pg_terminate_backend(…)`, which the hint gives with their processes, or run the command at a quieter hour.
 */
export class LocksNotFreeError extends MigratorError<LocksNotFree & RolledBack> {
  readonly code = 'locks-not-free';
  constructor(facts: LocksNotFree) {
    const { file, attempts, waitedMs, blockers } = facts;
    const names = blockers.map(nameOf).join(', ');
    const hidden = blockers.some(({ query }) => query === undefined);
    super(
      { ...facts, rolledBack: rolledBack(facts.revision, facts) },
      {
        message: `${file}: the locks were not free within ${Math.round(waitedMs / 1000)} s and ${attempts} tries${names === '' ? '' : `; in the way: ${names}`}`,
        hint: `${wayFree(blockers)}, then run the same command again.${
          hidden ? ' To see their queries the role needs: grant pg_read_all_stats to <role>.' : ''
        }`,
      },
    );
  }
}

/** A session may hold several of the locks. */
function wayFree(blockers: readonly LockBlocker[]): string {
  const ends = [...new Set(blockers.map(({ pid }) => pid))].map((pid) => `pg_terminate_backend(${pid})`);
  if (ends.length === 0) return 'Wait for a quieter hour';
  return `End the transactions in the way (\`select ${ends.join(', ')}\`) or wait for a quieter hour`;
}

function nameOf({ pid, relation, ageMs, query }: LockBlocker): string {
  const shown = query === undefined ? ', query hidden' : `: ${shortenSql(query, 80)}`;
  return `process ${pid} (${Math.round(ageMs / 1000)} s old, holds ${relation}${shown})`;
}
