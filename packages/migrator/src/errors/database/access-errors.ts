import { CannotConnectError, type ConnectAttempt, connectMessage } from './cannot-connect-error.ts';

export interface PasswordRefused extends ConnectAttempt {
  /** `missing`: the server asked for a password and the URL has none. */
  readonly password: 'wrong' | 'missing';
}

/**
 * The server refuses the password, or asks for one and gets none.
 * @cause The password in the URL is wrong, missing, or has special characters that are not percent-encoded.
 * @repair Correct the user and password of the URL, or set `PGPASSWORD`.
 */
export class DatabasePasswordRefusedError extends CannotConnectError<PasswordRefused> {
  readonly code = 'database-password-refused';
  constructor(facts: PasswordRefused) {
    const isMissing = facts.password === 'missing';
    const { ignoredFile: file } = facts;
    const ignored = file === undefined ? '' : ` ${file} is ignored while others can read it: chmod 600 ${file}`;
    super(facts, {
      message: connectMessage(facts, isMissing ? 'asks for a password and the URL has none' : 'refuses the password'),
      hint: isMissing
        ? `Add the password to the URL (percent-encoded) or set PGPASSWORD.${ignored}`
        : 'Check the user and password of the URL; special characters of the password must be percent-encoded.',
    });
  }
}

/**
 * The server does not let this user connect to this database.
 * @cause The role does not exist or may not log in, it has no CONNECT privilege on the database, or `pg_hba.conf` does
 * not admit the host.
 * @repair Create the role or grant it the privilege, or add a line to `pg_hba.conf` and reload the server.
 */
export class DatabaseAccessRefusedError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-access-refused';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'does not let this user in'),
      hint: 'Check that the role exists, may log in and connect to this database, and that pg_hba.conf admits this host.',
    });
  }
}

/**
 * The server accepts only encrypted connections, and this one was not.
 * @cause The URL has no `sslmode`, and the server requires TLS, as hosted PostgreSQL usually does.
 * @repair Add `?sslmode=require` to the URL, or `sslmode=verify-full` with `sslrootcert`.
 */
export class DatabaseTlsRequiredError extends CannotConnectError<ConnectAttempt> {
  readonly code = 'database-tls-required';
  constructor(facts: ConnectAttempt) {
    super(facts, {
      message: connectMessage(facts, 'accepts only encrypted connections'),
      hint: 'Add `?sslmode=require` (or `verify-full` with `sslrootcert`) to the URL.',
    });
  }
}

export interface TlsRefused extends ConnectAttempt {
  /**
   * `not-offered`: the server has no TLS. `certificate`: its certificate was not accepted. `handshake`: nothing was
   * agreed on for another reason.
   */
  readonly tls: 'not-offered' | 'certificate' | 'handshake';
}

const TLS: Readonly<Record<TlsRefused['tls'], { readonly what: string; readonly hint: string }>> = {
  'not-offered': {
    what: 'does not offer encrypted connections',
    hint: 'Remove `sslmode` from the URL, or turn `ssl` on at the server.',
  },
  certificate: {
    what: 'shows a certificate that was not accepted',
    hint: 'Name the CA with `?sslmode=verify-full&sslrootcert=/path/ca.pem` (`sslrootcert=system` for the CAs that Node knows), or `sslmode=require` to encrypt without checking it.',
  },
  handshake: {
    what: 'could not agree with Braid on encryption',
    hint: 'Check the `ssl…` parameters of the URL and the log of the server.',
  },
};

/**
 * An encrypted connection was requested, but could not be established.
 * @cause The server has TLS turned off, or its certificate is self-signed, expired or made for another host name.
 * @repair Name the CA with `sslrootcert`, use `sslmode=require` to encrypt without a check, or turn `ssl` on at the
 * server.
 */
export class DatabaseTlsRefusedError extends CannotConnectError<TlsRefused> {
  readonly code = 'database-tls-refused';
  constructor(facts: TlsRefused) {
    super(facts, { message: connectMessage(facts, TLS[facts.tls].what), hint: TLS[facts.tls].hint });
  }
}
