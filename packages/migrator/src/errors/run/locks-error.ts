import { preparedName } from '../../sql/names/prepared-name.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { shortenSql } from '../../sql/redact-sql.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import { type RolledBack, type RunManner, rolledBack } from './rolled-back.ts';
import type { RunFacts } from './run-facts.ts';

/** A session that holds a lock which the revision needs. */
export interface LockBlocker {
  /** 0 for a prepared transaction. */
  readonly pid: number;
  /** The name of a prepared transaction (two-phase commit). */
  readonly prepared?: string;
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
 * @repair End the blocking transactions with the `select pg_terminate_backend(…)` of the hint, or run the command at a
 * quieter time.
 */
export class LocksNotFreeError extends MigratorError<LocksNotFree & RolledBack> {
  readonly code = 'locks-not-free';
  constructor(facts: LocksNotFree) {
    const { file, attempts, waitedMs, blockers } = facts;
    const names = blockers.map(nameOf).join(', ');
    const hidden = blockers.some(({ query, prepared }) => query === undefined && prepared === undefined);
    super(
      { ...facts, rolledBack: rolledBack(facts.revision, facts) },
      {
        message: `${file}: the locks were not free within ${Math.round(waitedMs / 1000)} s and ${attempts} tries${names === '' ? '' : `; blocked by: ${names}`}`,
        hint: `${wayFree(blockers)}, then run the same command again.${
          hidden ? ' To see their queries the role needs: grant pg_read_all_stats to <role>.' : ''
        }`,
      },
    );
  }
}

/**
 * A session may hold several of the locks. Only its owner knows whether a prepared transaction will be committed.
 */
function wayFree(blockers: readonly LockBlocker[]): string {
  const pids = blockers.flatMap(({ pid, prepared }) => (prepared === undefined ? [pid] : []));
  const ends = [...new Set(pids)].map((pid) => `pg_terminate_backend(${pid})`);
  const names = [...new Set(blockers.flatMap(({ prepared }) => prepared ?? []))];
  const rollbacks = names.map((name) => `\`rollback prepared ${quoteLiteral(name)}\``).join(', ');
  if (ends.length === 0 && names.length === 0) return 'Wait for a quieter time';
  if (ends.length === 0) return `If the prepared transaction will not be committed, end it (${rollbacks})`;
  const prepared = names.length === 0 ? '' : `, and the prepared ones if they will not be committed (${rollbacks}),`;
  return `End the blocking transactions (\`select ${ends.join(', ')}\`)${prepared} or wait for a quieter time`;
}

function nameOf({ pid, prepared, relation, ageMs, query }: LockBlocker): string {
  if (prepared !== undefined) return `${preparedName(prepared)} (${Math.round(ageMs / 1000)} s old, holds ${relation})`;
  const shown = query === undefined ? ', query hidden' : `: ${shortenSql(query, 80)}`;
  return `process ${pid} (${Math.round(ageMs / 1000)} s old, holds ${relation}${shown})`;
}
