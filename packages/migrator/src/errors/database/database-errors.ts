import { type Facts, UntypedError } from '../untyped-error.ts';

/** Why no connection came about. */
export type ConnectFailure =
  | 'database-url-invalid'
  | 'database-password-refused'
  | 'database-access-refused'
  | 'database-unknown'
  | 'database-host-unreachable'
  | 'database-connect-timeout'
  | 'database-tls-required'
  | 'database-tls-refused'
  | 'database-too-many-connections'
  | 'database-not-ready'
  | 'database-connect-failed';

/** No connection. Facts: target, source, sqlState or system error code where there is one. Never holds the password. */
export class CannotConnectError extends UntypedError {
  readonly code: ConnectFailure;

  constructor(code: ConnectFailure, message: string, facts: Facts, hint: string) {
    super(message, { facts, hint });
    this.code = code;
  }
}

/** The connection ended in the middle and did not come back in time. Facts: target, outcome (what is known of the last statement). */
export class ConnectionLostError extends UntypedError {
  readonly code = 'database-connection-lost';

  constructor(message: string, facts: Facts) {
    super(message, {
      facts,
      hint: 'Run the same command again: it reads what was committed and goes on from there.',
    });
  }
}

/** What the embedding program lends cannot be worked on. Facts: none. */
export class BorrowedConnectionError extends UntypedError {
  readonly code = 'database-connection-unusable';

  constructor(why: string, hint: string) {
    super(why, { hint });
  }
}

/** The server cannot be changed: a standby, or a session that is read-only by default. Facts: target, reason. */
export class DatabaseReadOnlyError extends UntypedError {
  readonly code = 'database-read-only';

  constructor(target: string, reason: 'standby' | 'default_transaction_read_only') {
    super(
      reason === 'standby'
        ? `${target} is a standby in recovery; it cannot be changed`
        : `${target} opens read-only transactions (default_transaction_read_only is on)`,
      {
        facts: { target, reason },
        hint:
          reason === 'standby'
            ? 'Name the primary server with `--url`, or add `target_session_attrs`-like routing to your host name.'
            : 'Find out why an administrator made it read-only; `ALTER ROLE … RESET default_transaction_read_only` (or DATABASE) ends it.',
      },
    );
  }
}

/** Older than PostgreSQL 14. Facts: target, version. */
export class ServerTooOldError extends UntypedError {
  readonly code = 'database-server-too-old';

  constructor(target: string, version: string) {
    super(`${target} runs PostgreSQL ${version}; 14 is the oldest that is supported`, {
      facts: { target, version },
      hint: 'Upgrade the server to PostgreSQL 14 or newer.',
    });
  }
}

/** A setting of the database under which files cannot be read as written. Facts: target, setting, value, wanted. */
export class WrongServerSettingError extends UntypedError {
  readonly code = 'database-wrong-setting';

  constructor(target: string, setting: string, value: string, wanted: string, hint: string) {
    super(`${target} has ${setting} = ${value}; revisions need ${wanted}`, {
      facts: { target, setting, value, wanted },
      hint,
    });
  }
}

/** The role lacks a right. Facts: target, role, right, object. The hint is the GRANT that gives it. */
export class MissingRightError extends UntypedError {
  readonly code = 'database-missing-right';

  constructor(target: string, role: string, message: string, grant: string) {
    super(`Role ${role} may not do this on ${target}: ${message}`, {
      facts: { target, role },
      hint: `An administrator runs: ${grant}`,
    });
  }
}

/** A newer Braid has written the state. Facts: target, found, known. */
export class StateFormatNewerError extends UntypedError {
  readonly code = 'state-format-newer';

  constructor(target: string, found: number, known: number) {
    super(`The state in ${target} has format ${found}; this version of Braid knows formats up to ${known}`, {
      facts: { target, found, known },
      hint: 'Update @braid/migrator to the version that the others use.',
    });
  }
}

/** One of Braid's own statements failed for a reason that is none of the others. Facts: sqlState, detail and what the server named. */
export class StateStatementFailedError extends UntypedError {
  readonly code = 'state-statement-failed';

  constructor(doing: string, message: string, facts: Facts, hint?: string) {
    super(`${doing} failed: ${message}`, {
      facts,
      hint: hint ?? 'Repair what the server names and run the same command again.',
    });
  }
}
