import type { Direction } from '../revision/revision.ts';

/** What `applied` and `log` say of one revision that was run. */
export interface RevisionRecord {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  readonly parents: readonly string[];
  /** Resolved ids. */
  readonly dependencies: readonly string[];
  readonly checksum: string;
}

/** One change of the state without running anything: `stamp` and `repair`. */
export type StateChange =
  | { readonly kind: 'add'; readonly record: RevisionRecord }
  | { readonly kind: 'remove'; readonly revision: string; readonly slice: string }
  | { readonly kind: 'accept-checksum'; readonly revision: string; readonly slice: string; readonly checksum: string }
  /** Says what became of the statement whose outcome the catalog cannot tell. */
  | { readonly kind: 'settle-half-run'; readonly revision: string; readonly slice: string; readonly done: boolean }
  /** Forgets how far a `transaction=off` revision came. */
  | { readonly kind: 'drop-half-run'; readonly revision: string; readonly slice: string };

export type LogAction = 'run' | 'upgrade' | 'downgrade' | 'stamp' | 'merge' | 'repair';
export type LogEvent = 'started' | 'done' | 'failed';

/** A row of `log` to be written. */
export interface LogNote {
  readonly action: LogAction;
  readonly event: LogEvent;
  readonly revision?: string;
  readonly slice?: string;
  readonly attemptId?: string;
  readonly sqlState?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly durationMs?: number;
}

/** A row of `log` as read. */
export interface LogEntry extends LogNote {
  /** Grows with every entry; a 64-bit number in decimal. */
  readonly id: string;
  readonly runId: string;
  readonly at: string;
  readonly by: string;
  readonly host?: string;
  readonly toolVersion: string;
}

export interface LogQuery {
  /** Newest entries at most. */
  readonly limit: number;
  readonly revision?: string;
  readonly runId?: string;
}
