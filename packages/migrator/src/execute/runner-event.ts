import type { OverlookedVariable } from '../errors/workspace/no-database-error.ts';
import type { Blocker, ServerProgress } from '../ports/database/database-observer.ts';
import type { DatabaseTarget } from '../ports/database/database-target.ts';
import type { Direction } from '../revision/revision.ts';
import type { StatementText } from '../sql/script/statement.ts';
import type { FailedKey } from '../state/backfill-state.ts';
import type { BackupMoment } from '../state/backup/backup-manifest.ts';
import type { LeaseHolder } from '../state/lease.ts';
import type { BatchProgress } from './backfill/batch-progress.ts';
import type { DevEvent } from './event/dev-event.ts';
import type { FleetEvent } from './event/fleet-event.ts';
import type { OrderEvent } from './event/order-event.ts';
import type { StepEvent } from './event/step-event.ts';

/** Where a run is: revision `n` (1-based) of `of`. */
export interface Place {
  readonly n: number;
  readonly of: number;
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly message: string;
  readonly direction: Direction;
}

/** The database in use, if that may be a surprise: reported first, also with `--quiet`. */
export interface DatabaseNotice {
  readonly type: 'database-notice';
  /** The embedded server and its folder, or the source that names the database. */
  readonly display: string;
  /** Whether the embedded database is used because nothing names another. */
  readonly standsIn: boolean;
  /** Variables that were set to name a database and do not. */
  readonly overlooked: readonly OverlookedVariable[];
}

/** Events of a run; `--json` prints one per line. Times are in milliseconds. */
export type RunnerEvent =
  /** The database of a run, and what named it. Always first. */
  | ({ readonly type: 'database' } & DatabaseTarget)
  | DatabaseNotice
  /** `--wait`: the server does not answer yet. `target` is the database, without its password. */
  | {
      readonly type: 'waiting-for-server';
      readonly target: string;
      readonly why: string;
      readonly waitedMs: number;
      readonly limitMs: number;
    }
  | { readonly type: 'waiting-for-lease'; readonly holder: LeaseHolder; readonly waitedMs: number }
  | { readonly type: 'lease-acquired'; readonly runId: string; readonly takenOverFrom?: LeaseHolder }
  | {
      readonly type: 'plan';
      readonly revisions: readonly { readonly revision: string; readonly direction: Direction }[];
    }
  | ({ readonly type: 'revision-started' } & Place)
  | ({ readonly type: 'statement-done'; readonly statement: number; readonly statements: number } & Place)
  /** A step of code is done, or was done by an earlier run. */
  | ({ readonly type: 'code-step-done' | 'code-step-skipped'; readonly name: string } & Place)
  | ({ readonly type: 'statement-skipped'; readonly statement: number; readonly reason: string } & Place)
  | ({ readonly type: 'cleaning-up'; readonly statement: number; readonly what: string } & Place)
  | ({ readonly type: 'blocked'; readonly blockers: readonly Blocker[]; readonly waitedMs: number } & Place)
  | ({
      readonly type: 'retrying';
      readonly attempt: number;
      readonly inMs: number;
      readonly sqlState: string;
      readonly why: string;
    } & Place)
  /** What the server says about a long command. */
  | ({ readonly type: 'server-progress' } & ServerProgress & Place)
  /** A batch of rows is committed. */
  | ({ readonly type: 'batch-done' } & BatchProgress & Place)
  /** The revision is recorded, and its batches are left to `migrate batches work`. */
  | ({ readonly type: 'batches-registered'; readonly table: string } & Place)
  /** Another worker is running: this one stands by. */
  | { readonly type: 'standing-by'; readonly revision: string; readonly host: string; readonly pid: number }
  /** Batches wait: `pausedFor` says why. */
  | ({ readonly type: 'batches-paused' } & BatchProgress & Place)
  | ({ readonly type: 'batches-resumed'; readonly pausedMs: number } & BatchProgress & Place)
  /** Transactions write to the table that began before the last key was fixed: their rows cannot be seen yet. */
  | ({ readonly type: 'waiting-for-writers'; readonly table: string; readonly transactions: number } & Place)
  /** One row cannot be changed. It is left out until the others are done. */
  | ({ readonly type: 'key-failed'; readonly table: string } & FailedKey & Place)
  | ({ readonly type: 'revision-done'; readonly durationMs: number } & Place)
  | ({ readonly type: 'log'; readonly line: string } & Place)
  | ({
      /**
       * A notice of the server: RAISE NOTICE, "relation already exists, skipping". `statement` is absent in data
       * revisions.
       */
      readonly type: 'notice';
      readonly severity: string;
      readonly text: string;
      readonly sqlState?: string;
      readonly detail?: string;
      readonly hint?: string;
      readonly statement?: number;
    } & Place)
  /** The other notices of a revision are left out after `told` of them. */
  | ({ readonly type: 'notices-left-out'; readonly told: number } & Place)
  /** A copy of the database is made, on which a rehearsal runs. */
  | {
      readonly type: 'copied';
      readonly kind: 'embedded' | 'shadow';
      /** Of the server of the copy. */
      readonly version: string;
      readonly bytes: number;
      readonly durationMs: number;
    }
  | { readonly type: 'backup-started'; readonly moment: BackupMoment }
  | {
      readonly type: 'backup-done';
      readonly moment: BackupMoment;
      /** Path of the file, or its name in the tool's repository. */
      readonly backup: string;
      readonly bytes: number | null;
      readonly durationMs: number;
      /** Older backups that were removed. */
      readonly removed: readonly string[];
    }
  /** `lsn` is `null` if none could be made; `refused` says why. */
  | {
      readonly type: 'restore-point';
      readonly name: string;
      readonly lsn: string | null;
      readonly refused: string | null;
    }
  | {
      readonly type: 'hook-done';
      readonly hook: string;
      readonly command: string;
      /** `null` if it succeeded. */
      readonly problem: string | null;
      /** The end of what it printed. */
      readonly output: string;
    }
  | { readonly type: 'heartbeat-failed'; readonly why: string }
  | { readonly type: 'reconnecting'; readonly attempt: number; readonly inMs: number; readonly why: string }
  | { readonly type: 'reconnected' }
  | { readonly type: 'commits-lost'; readonly revisions: readonly string[] }
  /** A notification about the run could not be sent; the run itself is not affected. */
  | { readonly type: 'not-told'; readonly whom: string; readonly why: string }
  | { readonly type: 'stopping'; readonly level: 'finish' | 'cancel' }
  | {
      readonly type: 'run-done';
      readonly runId: string;
      readonly ran: number;
      readonly heads: readonly string[];
      readonly durationMs: number;
    }
  | StepEvent
  | OrderEvent
  | DevEvent
  | FleetEvent;

/** @param statement of `statement-done`: the one that is done, as it is in the file, with its secrets */
export type RunnerListener = (event: RunnerEvent, statement?: StatementText) => void;
