/** What `migrate db status` shows of the embedded server; without a secret. */
export interface EmbeddedStatus {
  /** `absent`: no cluster yet. `starting`: a process is making, starting or stopping it right now. */
  readonly state: 'absent' | 'stopped' | 'starting' | 'running';
  /** Where the cluster is; not `<workspace>/.braid/postgres` when the server's user cannot enter that. */
  readonly home: string;
  /** The cluster's major version. */
  readonly major?: number;
  readonly port?: number;
  /** The postmaster's. */
  readonly pid?: number;
  /** ISO 8601. */
  readonly startedAt?: string;
}

/** The embedded PostgreSQL of the workspace, for `migrate db`. */
export interface EmbeddedControl {
  /** Starts it, or joins it, and keeps it until `stop`. */
  start(): Promise<EmbeddedStatus>;
  /** False when it did not run. */
  stop(): Promise<boolean>;
  status(): Promise<EmbeddedStatus>;
  /** With the password. Starts the server. */
  url(): Promise<string>;
  /** Stops it and deletes all its data. */
  reset(): Promise<void>;
}
