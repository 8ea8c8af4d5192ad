import type { NotSeen } from '../../health/facts/health-facts.ts';
import type { Severity } from '../../health/rule.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';

/** One problem of the database. */
export interface HealthFinding {
  /** The rule: `invalid-index`. */
  readonly code: string;
  readonly severity: Severity;
  /** `index public.orders_idx`; with the code it is the same from one look to the next. */
  readonly object: string;
  /** The slice that owns it; `null` if no revision creates it, and for problems of the whole database. */
  readonly slice: string | null;
  readonly message: string;
  /** The repair, for a person. */
  readonly repair: string;
  /** Whether `--fix` can write a revision for it. */
  readonly isFixable: boolean;
}

/** What `--fix` did about a finding. */
export interface HealthFix {
  readonly code: string;
  readonly object: string;
  /** The written revision; `null` if there is none. */
  readonly revision: RevisionSummary | null;
  /** The declaration to add to the schema file: `index("orders_user_id_idx").on(table.user_id)`. */
  readonly declare: string | null;
  /** Why there is none; `null` if there is one. */
  readonly problem: string | null;
}

export interface HealthResult {
  readonly database: DatabaseTarget;
  readonly serverVersion: string;
  /** By the clock of the server. */
  readonly at: string;
  readonly tables: number;
  readonly indexes: number;
  /** The rules that were checked. */
  readonly rules: readonly string[];
  /** Errors first. */
  readonly findings: readonly HealthFinding[];
  /** What could not be checked, which does not mean that it is right. */
  readonly notSeen: readonly NotSeen[];
  /** Number of findings that patterns ignored. */
  readonly ignored: number;
  /** The lowest severity that makes it fail (`health.failOn`). */
  readonly failOn: Severity;
  /** Whether a finding has at least that severity. */
  readonly failed: boolean;
  /** When it was last checked from this workspace; `null`: this is the first time, so growth is unknown. */
  readonly lastLook: string | null;
  /** Empty without `--fix`. */
  readonly fixes: readonly HealthFix[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
}
