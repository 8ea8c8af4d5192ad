import { CannotConnectError, type ConnectAttempt, connectMessage } from './cannot-connect-error.ts';

/**
 * The server has no database of this name.
 * @cause The database was never created, or its name at the end of the URL is misspelt.
 * @repair Create it with `createdb`, or correct the name in the URL.
 */
export class DatabaseUnknownError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-unknown';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'has no such database'),
      hint: 'Create it (`createdb`), or correct the name at the end of the URL.',
    });
  }
}

/**
 * No server answers at this host and port.
 * @cause The server is not running, it listens on another address or port, or the host name does not resolve.
 * @repair Check the host and port of the URL, and that the server runs and listens there. The embedded PostgreSQL is
 * started by the next command.
 */
export class DatabaseHostUnreachableError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-host-unreachable';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'cannot be reached'),
      hint:
        facts.source === 'embedded' || facts.source === '--embedded'
          ? 'It was stopped or deleted meanwhile. Run the command again, which starts it; or see: migrate db status'
          : 'Check host and port of the URL, and that the server runs and listens there.',
    });
  }
}

/**
 * The server did not answer within the time limit for connecting.
 * @cause A firewall drops the packets, the host is wrong, or the server is overloaded.
 * @repair Check the host, the port and the firewall between you and the server, then run the command again.
 */
export class DatabaseConnectTimeoutError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-connect-timeout';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'did not answer in time'),
      hint: 'Check host, port and firewall of the URL.',
    });
  }
}

/**
 * The server, the role or the database has no connection left.
 * @cause Other clients use all of `max_connections`, or the connection limit of the role or database is reached.
 * @repair Run the command again when others have disconnected, or raise the limit.
 */
export class DatabaseTooManyConnectionsError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-too-many-connections';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'has no connection left'),
      hint: 'Run again when others have disconnected, or raise max_connections (or the limit of the role or database).',
    });
  }
}

/**
 * The server is there, but it is starting up or shutting down.
 * @cause The server was started or stopped a moment ago, or it recovers from a crash.
 * @repair Run the command again in a moment.
 */
export class DatabaseNotReadyError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-not-ready';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'is starting up or shutting down'),
      hint: 'Run again in a moment.',
    });
  }
}

/**
 * The connection failed for a reason without its own error code.
 * @cause The message quotes what the server or the network reported; often a proxy answers instead of PostgreSQL.
 * @repair Check the URL and the log of the server.
 */
export class DatabaseConnectFailedError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-connect-failed';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'could not be connected to'),
      hint: 'Check the URL and the log of the server.',
    });
  }
}

/**
 * No host of the connection is a server of the kind that `target_session_attrs` asks for.
 * @cause All hosts that answer are standbys (or primaries), or open read-only sessions.
 * @repair Correct `target_session_attrs` or the list of hosts; `any` takes the first host that answers.
 */
export class DatabaseNoSuchSessionError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-no-such-session';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'has no server of the kind that target_session_attrs asks for'),
      hint: 'Correct target_session_attrs or the list of hosts; `any` takes the first that answers.',
    });
  }
}
