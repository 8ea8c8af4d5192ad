import { CannotConnectError, type ConnectFailure } from '../../../errors/database/database-errors.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import { redact } from '../../../sql/connection-url.ts';

interface Rule {
  readonly code: ConnectFailure;
  /** SQLSTATE or system error code. */
  readonly codes?: readonly string[];
  readonly message?: RegExp;
  readonly says: string;
  readonly hint: string;
}

/** The first rule that fits counts. */
const rules: readonly Rule[] = [
  {
    code: 'database-tls-required',
    codes: ['28000'],
    message: /no encryption|SSL off|without SSL|SSL required/i,
    says: 'accepts only encrypted connections',
    hint: 'Add `?sslmode=require` (or `verify-full` with `sslrootcert`) to the URL.',
  },
  {
    code: 'database-tls-required',
    message: /SSL (connection )?(is )?required|requires? (SSL|TLS)/i,
    says: 'accepts only encrypted connections',
    hint: 'Add `?sslmode=require` (or `verify-full` with `sslrootcert`) to the URL.',
  },
  {
    code: 'database-tls-refused',
    message: /does not support SSL/i,
    says: 'does not offer encrypted connections',
    hint: 'Remove `sslmode` from the URL, or turn `ssl` on at the server.',
  },
  {
    code: 'database-tls-refused',
    message: /certificate|self.signed|altnames|hostname\/IP does not match/i,
    says: 'shows a certificate that was not accepted',
    hint: 'Name the CA with `?sslmode=verify-full&sslrootcert=/path/ca.pem`, or `sslmode=require` to encrypt without checking it.',
  },
  {
    code: 'database-password-refused',
    codes: ['28P01'],
    says: 'refuses the password',
    hint: 'Check the user and password of the URL; special characters of the password must be percent-encoded.',
  },
  {
    code: 'database-password-refused',
    message: /client password must be a string|must be a non-empty string|no password supplied/i,
    says: 'asks for a password and the URL has none',
    hint: 'Add the password to the URL (percent-encoded) or set PGPASSWORD.',
  },
  {
    code: 'database-access-refused',
    codes: ['28000', '42501'],
    says: 'does not let this user in',
    hint: 'Check that the role exists, may log in and connect to this database, and that pg_hba.conf admits this host.',
  },
  {
    code: 'database-unknown',
    codes: ['3D000'],
    says: 'has no such database',
    hint: 'Create it (`createdb`), or correct the name at the end of the URL.',
  },
  {
    code: 'database-too-many-connections',
    codes: ['53300'],
    says: 'has no connection left',
    hint: 'Run again when others have disconnected, or raise max_connections (or the limit of the role or database).',
  },
  {
    code: 'database-not-ready',
    codes: ['57P03', '57P01', '57P02'],
    says: 'is starting up or shutting down',
    hint: 'Run again in a moment.',
  },
  {
    code: 'database-connect-timeout',
    codes: ['ETIMEDOUT', '57014'],
    says: 'did not answer in time',
    hint: 'Check host, port and firewall of the URL.',
  },
  {
    code: 'database-connect-timeout',
    message: /timeout expired|connection timeout/i,
    says: 'did not answer in time',
    hint: 'Check host, port and firewall of the URL.',
  },
  {
    code: 'database-host-unreachable',
    codes: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES', 'ECONNRESET'],
    says: 'cannot be reached',
    hint: 'Check host and port of the URL, and that the server runs and listens there.',
  },
];

/** The typed error for what the driver threw while it connected, with the secrets of the URL blanked. */
export function connectFailure(error: unknown, target: DatabaseTarget, secrets: readonly string[]): CannotConnectError {
  const read = (field: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const code = read('code');
  const message = redact(read('message'), secrets);
  const rule = rules.find((each) => (each.codes?.includes(code) ?? true) && (each.message?.test(message) ?? true));
  const detail = message === '' ? code : message;
  return new CannotConnectError(
    rule?.code ?? 'database-connect-failed',
    `${target.display} (${target.source}) ${rule?.says ?? 'could not be connected to'}${detail === '' ? '' : `: ${detail}`}`,
    { target: target.display, source: target.source, ...(code === '' ? {} : { reason: code }) },
    rule?.hint ?? 'Check the URL and the log of the server.',
  );
}
