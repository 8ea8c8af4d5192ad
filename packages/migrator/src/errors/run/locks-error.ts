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
  /** The name of a transaction that was prepared for a commit in two phases. */
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
 * @repair End the transactions in the way with `select pg_terminate_backend(…)`, which the hint gives with their
 * processes, or run the command at a quieter hour.
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
        message: `${file}: the locks were not free within ${Math.round(waitedMs / 1000)} s and ${attempts} tries${names === '' ? '' : `; in the way: ${names}`}`,
        hint: `${wayFree(blockers)}, then run the same command again.${
          hidden ? ' To see their queries the role needs: grant pg_read_all_stats to <role>.' : ''
        }`,
      },
    );
  }
}

/**
 * A session may hold several of the locks. Whether a prepared transaction is to be committed, only a person knows, or
 * the program that prepared it.
 */
function wayFree(blockers: readonly LockBlocker[]): string {
  const pids = blockers.flatMap(({ pid, prepared }) => (prepared === undefined ? [pid] : []));
  const ends = [...new Set(pids)].map((pid) => `pg_terminate_backend(${pid})`);
  const names = [...new Set(blockers.flatMap(({ prepared }) => prepared ?? []))];
  const rollbacks = names.map((name) => `\`rollback prepared ${quoteLiteral(name)}\``).join(', ');
  if (ends.length === 0 && names.length === 0) return 'Wait for a quieter hour';
  if (ends.length === 0) return `If nobody is going to commit what was prepared, end it (${rollbacks})`;
  const prepared =
    names.length === 0 ? '' : `, and the prepared ones, if nobody is going to commit them (${rollbacks}),`;
  return `End the transactions in the way (\`select ${ends.join(', ')}\`)${prepared} or wait for a quieter hour`;
}

function nameOf({ pid, prepared, relation, ageMs, query }: LockBlocker): string {
  if (prepared !== undefined) return `${preparedName(prepared)} (${Math.round(ageMs / 1000)} s old, holds ${relation})`;
  const shown = query === undefined ? ', query hidden' : `: ${shortenSql(query, 80)}`;
  return `process ${pid} (${Math.round(ageMs / 1000)} s old, holds ${relation}${shown})`;
}
