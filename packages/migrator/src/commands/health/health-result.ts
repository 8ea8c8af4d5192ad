import type { NotSeen } from '../../health/facts/health-facts.ts';
import type { Severity } from '../../health/rule.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';

/** One thing that is wrong with the database. */
export interface HealthFinding {
  /** The rule: `invalid-index`. */
  readonly code: string;
  readonly severity: Severity;
  /** `index public.orders_idx`; with the code it is the same from one look to the next. */
  readonly object: string;
  /** The slice that owns it; `null` for what no revision makes, and for what is true of the whole database. */
  readonly slice: string | null;
  readonly message: string;
  /** What a person can do. */
  readonly repair: string;
  /** Whether `--fix` knows a revision for it. */
  readonly isFixable: boolean;
}

/** What `--fix` did about a finding. */
export interface HealthFix {
  readonly code: string;
  readonly object: string;
  /** The revision that was written; `null` when there is none. */
  readonly revision: RevisionSummary | null;
  /** What the schema file has to say with it: `index("orders_user_id_idx").on(table.user_id)`. */
  readonly declare: string | null;
  /** Why there is none; `null` when there is. */
  readonly problem: string | null;
}

export interface HealthResult {
  readonly database: DatabaseTarget;
  readonly serverVersion: string;
  /** By the clock of the server. */
  readonly at: string;
  readonly tables: number;
  readonly indexes: number;
  /** The rules that looked. */
  readonly rules: readonly string[];
  /** Errors first. */
  readonly findings: readonly HealthFinding[];
  /** What could not be looked at, which does not say that it is right. */
  readonly notSeen: readonly NotSeen[];
  /** Number of findings that patterns took out. */
  readonly ignored: number;
  /** The least severity that makes it fail (`health.failOn`). */
  readonly failOn: Severity;
  /** Whether a finding is as severe as that. */
  readonly failed: boolean;
  /** When the last look from this workspace was; `null`: this is the first, and growth is not known. */
  readonly lastLook: string | null;
  /** Empty without `--fix`. */
  readonly fixes: readonly HealthFix[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
}
