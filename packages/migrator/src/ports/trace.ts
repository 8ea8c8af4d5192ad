/** The channels of `node:diagnostics_channel` on which the adapter tells what it sends, when somebody listens. */
export const TRACE_CHANNELS = { sql: 'braid:sql', connection: 'braid:connection' } as const;

/** A message of statements that was answered. Nothing in it is a credential. */
export interface TracedSql {
  readonly sql: string;
  /** From sending to the last answer, in milliseconds. */
  readonly durationMs: number;
  /** What the server, or the connection, said; absent when all went well. */
  readonly failure?: string;
}

/** One address that was tried. */
export interface TracedAttempt {
  /** `127.0.0.1:5432`, or a socket. */
  readonly address: string;
  /** How the connection was encrypted, or not. */
  readonly handshake: string;
  readonly durationMs: number;
  /** Why it was not used; absent when the session began. */
  readonly failure?: string;
}
