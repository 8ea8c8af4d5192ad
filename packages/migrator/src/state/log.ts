export type LogAction = 'run' | 'upgrade' | 'downgrade' | 'stamp' | 'merge' | 'repair' | 'backup' | 'seed';
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
  /** Only entries of these; all by default. */
  readonly actions?: readonly LogAction[];
}

/** Batches of rows that one run committed in one minute. */
export interface BatchMinute {
  /** When the minute began; ISO 8601. */
  readonly at: string;
  readonly revision: string;
  readonly direction: 'upgrade' | 'downgrade';
  readonly runId: string;
  readonly batches: number;
  /** Rows that were walked over, and rows that the statements changed. */
  readonly keys: number;
  readonly rows: number;
}
